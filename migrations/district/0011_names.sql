-- What can be found by its name.

-- An area, grid, compound, building, place or organisation by its names and their pinyin; kept beside the row it names.
create table names (
  id uuid constraint names_pkey primary key,
  kind text not null constraint names_kind check (kind in ('area', 'grid', 'compound', 'building', 'place', 'organisation')),
  name text not null,
  -- Address, nickname, former address: found by, and shown in small.
  also text,
  spelling text not null,
  phone text,
  -- What is said of a duty phone: equality on a column is answered by its index, also under row security.
  phone_tail text generated always as (right(phone, 4)) stored,
  path text not null,
  street_id uuid,
  community_id uuid,
  grid_id uuid,
  longitude double precision,
  latitude double precision,
  keys tsvector generated always as (
    bigrams(replace(name || '|' || coalesce(also, ''), ' ', '')) || name_keys(name || '|' || coalesce(also, ''), spelling)
  ) stored
);
create index names_by_keys on names using gin (keys);
create index names_by_phone on names (phone) where phone is not null;
create index names_by_phone_tail on names (phone_tail) where phone_tail is not null;
create index names_by_street on names (street_id, kind, name);
create index names_by_community on names (community_id, kind, name);
create index names_by_grid on names (grid_id, kind, name);

alter table names enable row level security;
create policy names_all on names using (
  is_widened()
  or (kind <> 'organisation' and in_scope(path))
  or (kind = 'organisation' and (is_my_organisation(id) or list_setting('gezhi.scope') is not null))
);

-- Everything that has a name and still stands, as `names` should have it. Read under the scope of whoever asks.
create function nameable(district_path text)
returns table (id uuid, kind text, name text, also text, phone text, path text, street_id uuid, community_id uuid, grid_id uuid,
  longitude double precision, latitude double precision)
language sql stable
as $$
  select areas.id, 'area', areas.name, null, areas.duty_phone, areas.path,
    case when areas.level in ('community', 'village') then areas.parent_id when areas.level <> 'district' then areas.id end,
    case when areas.level in ('community', 'village') then areas.id end, null::uuid, null::float8, null::float8
  from areas
  where areas.path ^@ district_path and areas.valid_to is null
  union all
  select grids.id, 'grid', grids.name, grids.code, null, grids.path, grids.street_id, grids.community_id, grids.id,
    (grids.min_longitude + grids.max_longitude) / 2, (grids.min_latitude + grids.max_latitude) / 2
  from grids
  where grids.valid_to is null
  union all
  select compounds.id, 'compound', compounds.name, compounds.nickname, null, compounds.path, areas.parent_id,
    compounds.community_id, null, null, null
  from compounds join areas on areas.id = compounds.community_id
  union all
  select buildings.id, 'building', buildings.address, nullif(concat_ws(' | ', nullif(buildings.name, buildings.address),
      buildings.former_address), ''), null, buildings.path, areas.parent_id, buildings.community_id, buildings.grid_id,
    buildings.longitude, buildings.latitude
  from buildings join areas on areas.id = buildings.community_id
  union all
  select places.id, 'place', places.name, null, null, places.path, places.street_id, places.community_id, places.grid_id,
    places.longitude, places.latitude
  from places
  where places.closed_at is null
  union all
  select organisations.id, 'organisation', organisations.name, null, organisations.duty_phone, organisations.path,
    null, null, null, null, null
  from organisations
  where organisations.closed_at is null
$$;
comment on function nameable(text) is 'Everything of the district that has a name and still stands, as the table names should have it';

-- A policy runs before the index of @@ may be used: this door repeats the scope, see search_cases. The shortest names are the likeliest.
-- What may be seen is read once, not for each of thousands of buildings that begin alike.
create function find_names(wanted tsquery, within_paths text[], most integer)
returns table (id uuid)
language plpgsql stable security definer set search_path from current
  set plan_cache_mode = force_custom_plan set jit = off
as $$
declare
  is_whole constant boolean := is_widened();
  seen_paths constant text[] := coalesce(list_setting('gezhi.scope'), '{}');
  sees_directory constant boolean := is_whole or list_setting('gezhi.scope') is not null;
begin
  return query
  select names.id
  from names
  where names.keys @@ wanted
    and case names.kind
      when 'organisation' then sees_directory or is_my_organisation(names.id)
      else names.path ^@ any (within_paths) and (is_whole or names.path ^@ any (seen_paths))
    end
  order by char_length(names.name), names.name, names.id
  limit most;
end
$$;
comment on function find_names(tsquery, text[], integer) is 'Searching names: ids only, inside the actor''s scope and the paths given, joined back by the caller';

-- Four hundred numbers may be asked for at once, one a day. Under a policy that asks `case_access` the planner would then read all of it.
create function find_numbers(wanted text[], most integer)
returns table (id uuid)
language plpgsql stable security definer set search_path from current
  set plan_cache_mode = force_custom_plan set jit = off
as $$
begin
  return query
  select found.id
  from (select cases.* from cases where cases.number = any (wanted) offset 0) as found
  where (found.about_account_id is null or not is_mine(found.about_account_id))
    and (found.about_organisation_id is null or not is_my_organisation(found.about_organisation_id))
    and (
      in_scope(found.path, found.secrecy)
      or exists (
        select from case_access
        where case_access.case_id = found.id and case_access.way = 'organisation' and is_my_organisation(case_access.subject_id)
        offset 0
      )
    )
  order by found.reported_at desc, found.id desc
  limit most;
end
$$;
comment on function find_numbers(text[], integer) is 'Cases by their numbers: ids only, inside the actor''s scope or with an order of the actor''s organisations, joined back by the caller';

grant select, insert, update, delete on names to gezhi_app;
revoke all on function nameable(text), find_names(tsquery, text[], integer), find_numbers(text[], integer) from public;
grant execute on function nameable(text), find_names(tsquery, text[], integer), find_numbers(text[], integer) to gezhi_app;
