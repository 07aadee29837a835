-- Doors through row security, each named for what it is for, and what the application may do with each table.

create function posts_of(wanted_account_id uuid, today date)
returns table (id uuid, role text, path text, grid_id uuid, organisation_id uuid, organisations text[])
language plpgsql stable security definer set search_path from current
as $$
begin
  return query
  select posts.id, posts.role, posts.path, posts.grid_id, posts.organisation_id,
    case when posts.organisation_id is null then '{}'::text[] else (
      with recursive below as (
        select organisations.id from organisations where organisations.id = posts.organisation_id
        union all
        select child.id from organisations as child join below on child.parent_id = below.id
      )
      select array_agg(below.id::text) from below
    ) end
  from posts
  where posts.account_id = wanted_account_id
    and posts.ended_at is null and posts.from_on <= today and (posts.to_on is null or posts.to_on >= today);
end
$$;
comment on function posts_of(uuid, date) is 'Signing in: the posts an account holds on a day, before any scope exists';

create function link_by_token(wanted_hash text, at timestamptz)
returns table (id uuid, kind text, case_id uuid, report_id uuid, work_order_id uuid, organisation_id uuid, device_hash text)
language sql stable security definer set search_path from current
as $$
  select links.id, links.kind, links.case_id, links.report_id, links.work_order_id, work_orders.organisation_id, links.device_hash
  from links left join work_orders on work_orders.id = links.work_order_id
  where links.token_hash = wanted_hash and links.revoked_at is null and (links.expires_at is null or links.expires_at > at)
$$;
comment on function link_by_token(text, timestamptz) is 'Opening a private link: the one record it names';

create function place_by_code(wanted_code text)
returns table (id uuid, kind text, name text, path text, building_id uuid, grid_id uuid, street_id uuid, community_id uuid,
  longitude double precision, latitude double precision, is_retired boolean)
language sql stable security definer set search_path from current
as $$
  select places.id, places.kind, places.name, places.path, places.building_id, places.grid_id, places.street_id,
    places.community_id, places.longitude, places.latitude, place_codes.retired_at is not null or places.closed_at is not null
  from place_codes join places on places.id = place_codes.place_id
  where place_codes.code = wanted_code
$$;
comment on function place_by_code(text) is 'Scanning a printed code: the one place it points at';

-- A policy runs before the index of @@ may be used, so a search would read the whole table. This door repeats the scope.
-- Measured at 1,000,000 cases: sorting all hits of a frequent word takes 900 ms, walking past all cases for a rare one 600 ms, and
-- the planner cannot know which it is. So the newest cases are looked through first, of a street along its own: a frequent word is
-- soon met. What is missing then is seldom said, and its older hits are few enough to be read by the index and sorted.
create function search_cases(wanted tsquery, words text, under_path text, before_at timestamptz, before_id uuid, most integer)
returns table (id uuid)
language plpgsql stable security definer set search_path from current
  -- Each call is planned for its own words; compiling the plan would take longer than running it.
  set plan_cache_mode = force_custom_plan set jit = off
as $$
declare
  looked_through constant integer := 12000;
  one_street constant uuid := (select areas.id from areas where areas.path = under_path and areas.level in ('street', 'township'));
  -- A pair of characters is found by its hit alone; of a longer word all pairs may stand apart.
  is_pair constant boolean := char_length(words) = 2;
  found_count integer;
  oldest record;
begin
  return query
    with newest as (
      select cases.id, cases.search, cases.summary, cases.place_words, cases.path, cases.secrecy,
        cases.about_account_id, cases.about_organisation_id, cases.reported_at
      from cases
      where (one_street is null or cases.street_id = one_street)
        and (before_at is null or (cases.reported_at, cases.id) < (before_at, before_id))
      order by cases.reported_at desc, cases.id desc
      limit looked_through
    )
    select newest.id
    from newest
    where newest.search @@ wanted
      and (is_pair or position(words in lower(normalize(newest.summary || ' ' || coalesce(newest.place_words, ''), NFKC))) > 0)
      and newest.path ^@ under_path
      and in_scope(newest.path, newest.secrecy)
      and (newest.about_account_id is null or not is_mine(newest.about_account_id))
      and (newest.about_organisation_id is null or not is_my_organisation(newest.about_organisation_id))
    order by newest.reported_at desc, newest.id desc
    limit most;
  get diagnostics found_count = row_count;
  if found_count = most then
    return;
  end if;

  select cases.reported_at, cases.id into oldest
  from cases
  where (one_street is null or cases.street_id = one_street)
    and (before_at is null or (cases.reported_at, cases.id) < (before_at, before_id))
  order by cases.reported_at desc, cases.id desc
  offset looked_through - 1 limit 1;
  if oldest.id is null then
    return;
  end if;
  return query
    with hits as materialized (select * from cases where cases.search @@ wanted)
    select hits.id
    from hits
    where (hits.reported_at, hits.id) < (oldest.reported_at, oldest.id)
      and (one_street is null or hits.street_id = one_street)
      and (is_pair or position(words in lower(normalize(hits.summary || ' ' || coalesce(hits.place_words, ''), NFKC))) > 0)
      and hits.path ^@ under_path
      and in_scope(hits.path, hits.secrecy)
      and (hits.about_account_id is null or not is_mine(hits.about_account_id))
      and (hits.about_organisation_id is null or not is_my_organisation(hits.about_organisation_id))
    order by hits.reported_at desc, hits.id desc
    limit most - found_count;
end
$$;
comment on function search_cases(tsquery, text, text, timestamptz, uuid, integer) is 'Searching words: ids only, inside the actor''s scope, joined back by the caller';

create function erase_text(wanted_id uuid, rule text, erased timestamptz) returns void
language sql security definer set search_path from current
as $$
  update case_texts set words = '', erased_at = erased, erased_by_rule = rule
  where case_texts.id = wanted_id and erased_at is null and sees_case_by_area(case_texts.case_id)
$$;
comment on function erase_text(uuid, text, timestamptz) is 'The law''s erasure: the words go, when and by which rule stays';

grant usage on schema :schema to gezhi_app;
grant select, insert, update, delete on all tables in schema :schema to gezhi_app;
revoke update, delete on case_moves, case_texts, audit from gezhi_app;
revoke delete on cases, case_reports, work_orders, grids, posts, place_codes from gezhi_app;
revoke all on all functions in schema :schema from public;
grant execute on all functions in schema :schema to gezhi_app;
