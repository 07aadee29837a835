-- Words are looked up together with the street or the community somebody works in: both stand beside a case's words in the same
-- index, so what ten thousand cases of a district say, and two hundred of a street, is two hundred hits and not ten thousand.

-- A street and a community are found by their ids, which no pair of characters can be.
create function found_by(search tsvector, street_id uuid, community_id uuid) returns tsvector
language sql immutable parallel safe
return coalesce(search, ''::tsvector) || array_to_tsvector(array_remove(array[street_id::text, community_id::text], null));
comment on function found_by(tsvector, uuid, uuid) is 'What a case is found by: the pairs of characters of its words, its street and its community';

update case_search set search = found_by(cases.search, cases.street_id, cases.community_id) from cases where cases.id = case_search.case_id;

create or replace function keep_case_search(wanted_id uuid) returns void
language sql security definer set search_path from current
as $$
  insert into case_search (case_id, search)
  select cases.id, found_by(cases.search, cases.street_id, cases.community_id) from cases where cases.id = wanted_id
  on conflict (case_id) do update set search = excluded.search
$$;

create or replace function search_cases(wanted tsquery, words text, under_path text, before_at timestamptz, before_id uuid, most integer)
returns table (id uuid)
-- Not said to be stable, because explaining is not allowed in what is; it changes nothing.
language plpgsql volatile security definer set search_path from current
  -- Each call is planned for its own words; compiling the plan would take longer than running it.
  set plan_cache_mode = force_custom_plan set jit = off
as $$
declare
  looked_through constant integer := 12000;
  one_community constant uuid := (select areas.id from areas where starts_with(under_path, areas.path) and areas.level in ('community', 'village'));
  one_street constant uuid := (
    select areas.id from areas where one_community is null and starts_with(under_path, areas.path) and areas.level in ('street', 'township')
  );
  everywhere constant boolean := coalesce(one_community, one_street) is null;
  -- So many are fetched and sorted sooner than the newest are looked through until enough of them have come by: those of the whole
  -- district lie side by side, those of an area all over the table.
  few constant integer := case when everywhere then 1500 else 700 end;
  in_area constant tsquery := format('%L', coalesce(one_community, one_street))::tsquery;
  wanted_here constant tsquery := case when everywhere then wanted else wanted && in_area end;
  -- A pair of characters is found by its hit alone; of a longer word all pairs may stand apart.
  is_pair constant boolean := char_length(words) = 2;
  found_count integer := 0;
  last_at timestamptz := before_at;
  last_id uuid := before_id;
  unknown constant tsquery := '''no such words''';
  -- What the statistics know of the words: nothing is read for it.
  expected constant text := 'explain (format json) select from case_search where search @@ %L::tsquery';
  of_these json;
  of_none json;
  hits float8;
begin
  execute format(expected, wanted_here) into of_these;
  hits := (of_these -> 0 -> 'Plan' ->> 'Plan Rows')::float8;
  if hits > few then
    -- Of a word they have never seen the statistics expect half as many as of the rarest they have: then these are rare too.
    execute format(expected, case when everywhere then unknown else unknown && in_area end) into of_none;
  end if;
  if hits > few and hits > (of_none -> 0 -> 'Plan' ->> 'Plan Rows')::float8 then
    return query
      with newest as (
        select cases.id, cases.search, cases.summary, cases.place_words, cases.path, cases.secrecy,
          cases.about_account_id, cases.about_organisation_id, cases.reported_at
        from cases
        where (one_street is null or cases.street_id = one_street)
          and (one_community is null or cases.community_id = one_community)
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
      and (one_community is null or cases.community_id = one_community)
      and (before_at is null or (cases.reported_at, cases.id) < (before_at, before_id))
    order by cases.reported_at desc, cases.id desc
    offset looked_through - 1 limit 1;
    if last_id is null then
      return;
    end if;
  end if;
  return query
    with hits as materialized (
      select cases.* from case_search join cases on cases.id = case_search.case_id where case_search.search @@ wanted_here
    )
    select hits.id
    from hits
    where (last_at is null or (hits.reported_at, hits.id) < (last_at, last_id))
      and (is_pair or position(words in lower(normalize(hits.summary || ' ' || coalesce(hits.place_words, ''), NFKC))) > 0)
      and hits.path ^@ under_path
      and in_scope(hits.path, hits.secrecy)
      and (hits.about_account_id is null or not is_mine(hits.about_account_id))
      and (hits.about_organisation_id is null or not is_my_organisation(hits.about_organisation_id))
    order by hits.reported_at desc, hits.id desc
    limit most - found_count;
end
$$;
