-- The map: lines drawn by us, and how a box of the ground is asked for what lies in it.

-- A street, river or railway as our own map draws it; no rule looks at it.
create table map_lines (
  id uuid constraint map_lines_pkey primary key,
  kind text not null constraint map_lines_kind check (kind in ('street', 'river', 'railway')),
  name text not null,
  coordinates jsonb not null,
  min_longitude double precision not null,
  min_latitude double precision not null,
  max_longitude double precision not null,
  max_latitude double precision not null
);
create index map_lines_by_west on map_lines (min_longitude);
alter table map_lines enable row level security;
create policy map_lines_all on map_lines using (is_widened() or list_setting('gezhi.scope') is not null);
grant select, insert, update, delete on map_lines to gezhi_app;

-- Pins: open matters that are no secret, from west to east; latitude is compared inside the index.
create index cases_open_by_west on cases (longitude, latitude)
  where secrecy = 'open' and longitude is not null
    and status in ('collected', 'confirming', 'filed', 'dispatched', 'handling', 'feedback', 'verifying');
create index buildings_by_west on buildings (longitude, latitude);
create index places_by_west on places (longitude, latitude) where closed_at is null;

-- A policy asked for each of 40,000 pins takes longer than finding them. These doors ask the settings once and repeat the scope.
create function open_cases_in_box(west double precision, south double precision, east double precision, north double precision,
  at timestamptz, states text[], most integer)
returns table (id uuid)
language plpgsql stable security definer set search_path from current
as $$
declare
  scope constant text[] := list_setting('gezhi.scope');
begin
  return query
  select cases.id from cases
  where cases.secrecy = 'open' and cases.longitude is not null
    and cases.status in ('collected', 'confirming', 'filed', 'dispatched', 'handling', 'feedback', 'verifying')
    and cases.longitude between west and east and cases.latitude between south and north
    and cases.path ^@ any (scope)
    and (cases.about_account_id is null or not is_mine(cases.about_account_id))
    and (cases.about_organisation_id is null or not is_my_organisation(cases.about_organisation_id))
    and case when cases.is_urgent then 'urgent' when cases.due_at < at then 'overdue' else 'inHand' end = any (states)
  limit most;
end
$$;
comment on function open_cases_in_box(double precision, double precision, double precision, double precision, timestamptz, text[], integer)
  is 'The map: open matters in a box, ids only, inside the actor''s scope and never secret ones, joined back by the caller';

create function open_cases_by_cell(west double precision, south double precision, east double precision, north double precision,
  at timestamptz, states text[], cell_width double precision, cell_height double precision)
returns table (longitude double precision, latitude double precision, case_count bigint, urgent_count bigint, overdue_count bigint)
language plpgsql stable security definer set search_path from current
as $$
declare
  scope constant text[] := list_setting('gezhi.scope');
begin
  return query
  select avg(cases.longitude), avg(cases.latitude), count(*),
    count(*) filter (where cases.is_urgent),
    count(*) filter (where not cases.is_urgent and cases.due_at < at)
  from cases
  where cases.secrecy = 'open' and cases.longitude is not null
    and cases.status in ('collected', 'confirming', 'filed', 'dispatched', 'handling', 'feedback', 'verifying')
    and cases.longitude between west and east and cases.latitude between south and north
    and cases.path ^@ any (scope)
    and (cases.about_account_id is null or not is_mine(cases.about_account_id))
    and (cases.about_organisation_id is null or not is_my_organisation(cases.about_organisation_id))
    and case when cases.is_urgent then 'urgent' when cases.due_at < at then 'overdue' else 'inHand' end = any (states)
  group by floor((cases.longitude - west) / cell_width), floor((cases.latitude - south) / cell_height);
end
$$;
comment on function open_cases_by_cell(double precision, double precision, double precision, double precision, timestamptz, text[], double precision, double precision)
  is 'The map: how many open matters lie in each cell of a box, inside the actor''s scope and never secret ones';

revoke all on function open_cases_in_box(double precision, double precision, double precision, double precision, timestamptz, text[], integer)
  from public;
revoke all on function open_cases_by_cell(double precision, double precision, double precision, double precision, timestamptz, text[], double precision, double precision)
  from public;
grant execute on function open_cases_in_box(double precision, double precision, double precision, double precision, timestamptz, text[], integer)
  to gezhi_app;
grant execute on function open_cases_by_cell(double precision, double precision, double precision, double precision, timestamptz, text[], double precision, double precision)
  to gezhi_app;
