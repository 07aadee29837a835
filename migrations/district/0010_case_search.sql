-- The words by which cases are found, beside the cases: a case changes eight times in its life, its words hardly once, and
-- an index of words on the case itself would write its whole list anew with every change.

-- The pairs of characters of a case's summary and place; reached by the doors below alone.
create table case_search (
  case_id uuid constraint case_search_pkey primary key
    constraint case_search_case_fkey references cases (id) on delete cascade,
  search tsvector not null
);
insert into case_search (case_id, search) select id, search from cases;
create index case_search_words on case_search using gin (search);
drop index cases_search;

alter table case_search enable row level security;
-- Whoever asks the table itself sees no row.
create policy case_search_read on case_search for select using (false);
grant select on case_search to gezhi_app;

create function keep_case_search(wanted_id uuid) returns void
language sql security definer set search_path from current
as $$
  insert into case_search (case_id, search) select cases.id, cases.search from cases where cases.id = wanted_id
  on conflict (case_id) do update set search = excluded.search
$$;
comment on function keep_case_search(uuid) is 'Keeping the words of a case findable: copies what the case itself says, and nothing else';

create or replace function search_cases(wanted tsquery, words text, under_path text, before_at timestamptz, before_id uuid, most integer)
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
    with hits as materialized (
      select cases.* from case_search join cases on cases.id = case_search.case_id where case_search.search @@ wanted
    )
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
