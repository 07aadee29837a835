-- What a transaction may see: settings written by `platform/database/opening.ts`, read here and nowhere else.
-- Every function answers false, never null, when its setting is missing or empty: without a scope no row is seen.

create function list_setting(setting_name text) returns text[]
language sql stable parallel safe
as $$ select array_remove(string_to_array(nullif(current_setting(setting_name, true), ''), '|'), '') $$;
comment on function list_setting(text) is 'The parts of a setting separated by |, null when it is unset or empty';

create function is_widened() returns boolean
language sql stable parallel safe
as $$ select coalesce(current_setting('gezhi.widened', true) = 'yes', false) $$;
comment on function is_widened() is 'Whether the program itself acts, for one named reason: see Elevation in platform/context.ts';

create function in_scope(path text) returns boolean
language sql stable parallel safe
as $$ select is_widened() or coalesce(path ^@ any (list_setting('gezhi.scope')), false) $$;
comment on function in_scope(text) is 'Whether the path begins with one of the paths of the acting roles';

create function in_scope(path text, secrecy text) returns boolean
language sql stable parallel safe
as $$
  select is_widened() or case secrecy
    when 'open' then coalesce(path ^@ any (list_setting('gezhi.scope')), false)
    when 'confidential' then coalesce(path ^@ any (list_setting('gezhi.scope_confidential')), false)
    when 'restricted' then coalesce(path ^@ any (list_setting('gezhi.scope_restricted')), false)
    else false
  end
$$;
comment on function in_scope(text, text) is 'The same for a matter with a secrecy: confidential and restricted matters have scopes of their own';

create function is_mine(account_id uuid) returns boolean
language sql stable parallel safe
as $$ select coalesce(account_id::text = nullif(current_setting('gezhi.actor', true), ''), false) $$;
comment on function is_mine(uuid) is 'Whether the account is the one that acts';

create function is_my_organisation(organisation_id uuid) returns boolean
language sql stable parallel safe
as $$ select coalesce(organisation_id::text = any (list_setting('gezhi.organisations')), false) $$;
comment on function is_my_organisation(uuid) is 'Whether the organisation is one the actor works for, or below it';

create function is_my_link(link_id uuid) returns boolean
language sql stable parallel safe
as $$ select coalesce(link_id::text = nullif(current_setting('gezhi.link', true), ''), false) $$;
comment on function is_my_link(uuid) is 'Whether the request came through this private link';

create function bigrams(words text) returns tsvector
language sql immutable parallel safe
as $$
  with runs as (
    select match[1] as run
    from regexp_matches(
      lower(normalize(coalesce(words, ''), NFKC) collate "C"),
      '[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+|[a-z0-9]+', 'g'
    ) as match
  ),
  grams as (
    select substr(run, position, 2) as gram
    from runs, generate_series(1, char_length(run) - 1) as position
  )
  select coalesce(array_to_tsvector(array_agg(distinct gram)), ''::tsvector) from grams
$$;
comment on function bigrams(text) is 'Overlapping pairs of Han characters or of letters and digits; src/shared/chinese.ts makes the same for queries';

create function packed_corners(boundary jsonb) returns bytea
language sql immutable parallel safe
as $$
  select string_agg(int4send(jsonb_array_length(ring)) || drawn.corners, ''::bytea order by part_at, ring_at)
  from jsonb_array_elements(
      case boundary->>'type' when 'Polygon' then jsonb_build_array(boundary->'coordinates') else boundary->'coordinates' end
    ) with ordinality as parts (part, part_at),
    jsonb_array_elements(part) with ordinality as rings (ring, ring_at),
    lateral (
      select string_agg(int4send(round((corner->>0)::numeric * 10000000)::int4)
          || int4send(round((corner->>1)::numeric * 10000000)::int4), ''::bytea order by corner_at) as corners
      from jsonb_array_elements(ring) with ordinality as corners (corner, corner_at)
    ) as drawn
$$;
comment on function packed_corners(jsonb) is 'The rings of a boundary as whole numbers of four bytes: how many corners, then x and y of each in 1e-7 degree; src/shared/geo-layer.ts reads them';
