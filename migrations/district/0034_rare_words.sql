-- Words that few cases have are looked up at once, instead of first looking through the newest 12,000 for them in vain.

create or replace function search_cases(wanted tsquery, words text, under_path text, before_at timestamptz, before_id uuid, most integer)
returns table (id uuid)
-- Not said to be stable, because explaining is not allowed in what is; it changes nothing.
language plpgsql volatile security definer set search_path from current
  -- Each call is planned for its own words; compiling the plan would take longer than running it.
  set plan_cache_mode = force_custom_plan set jit = off
as $$
declare
  looked_through constant integer := 12000;
  -- So many are fetched and sorted sooner than the newest are looked through until enough of them have come by.
  few constant integer := 1500;
  one_street constant uuid := (select areas.id from areas where areas.path = under_path and areas.level in ('street', 'township'));
  -- A pair of characters is found by its hit alone; of a longer word all pairs may stand apart.
  is_pair constant boolean := char_length(words) = 2;
  found_count integer := 0;
  last_at timestamptz := before_at;
  last_id uuid := before_id;
  -- What the statistics know of the words: nothing is read for it.
  expected constant text := 'explain (format json) select from case_search where search @@ %L::tsquery';
  of_these json;
  of_none json;
  hits float8;
begin
  execute format(expected, wanted) into of_these;
  hits := (of_these -> 0 -> 'Plan' ->> 'Plan Rows')::float8;
  if hits > few then
    -- Of a word they have never seen the statistics expect half as many as of the rarest they have: then these are rare too.
    execute format(expected, '''no such words''') into of_none;
  end if;
  if hits > few and hits > (of_none -> 0 -> 'Plan' ->> 'Plan Rows')::float8 then
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

    select cases.reported_at, cases.id into last_at, last_id
    from cases
    where (one_street is null or cases.street_id = one_street)
      and (before_at is null or (cases.reported_at, cases.id) < (before_at, before_id))
    order by cases.reported_at desc, cases.id desc
    offset looked_through - 1 limit 1;
    if last_id is null then
      return;
    end if;
  end if;
  return query
    with hits as materialized (
      select cases.* from case_search join cases on cases.id = case_search.case_id where case_search.search @@ wanted
    )
    select hits.id
    from hits
    where (last_at is null or (hits.reported_at, hits.id) < (last_at, last_id))
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
