-- Names as they are looked for: pairs of characters, a number with its counter (3栋), and pinyin from each syllable on.
-- `spelling` is written by the program (platform/spelling.ts): syllables with spaces, names with |, digits and letters behind =.

create function name_keys(words text, spelling text) returns tsvector
language sql immutable parallel safe
as $$
  select coalesce(array_to_tsvector(array_agg(distinct left(found.key, 40))), ''::tsvector)
  from (
    select match[1] as key
    from regexp_matches(
      translate(lower(normalize(coalesce(words, ''), NFKC) collate "C"), ' ', ''),
      '([0-9]+[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af])', 'g'
    ) as match
    union all
    select said.key
    from unnest(string_to_array(spelling, '|')) as one (name),
      lateral (select string_to_array(one.name, ' ') as syllables) as cut,
      generate_series(1, cardinality(cut.syllables)) as start,
      lateral (
        select
          string_agg(case when each.syllable ^@ '=' then substr(each.syllable, 2) else left(each.syllable, 1) end, '' order by each.at)
            as initials,
          string_agg(ltrim(each.syllable, '='), '' order by each.at) as whole
        from unnest(cut.syllables[start:]) with ordinality as each (syllable, at)
      ) as spelled,
      lateral (values (spelled.initials), (spelled.whole)) as said (key)
  ) as found
  where found.key <> ''
$$;
comment on function name_keys(text, text) is 'What a name is found by beside its pairs: numbers with their counter, initials and whole pinyin from each syllable on; src/modules/names/rules.ts makes the same for queries';

alter table accounts add column spelling text;
alter table accounts add column keys tsvector generated always as (bigrams(name) || name_keys(name, spelling)) stored;
create index accounts_by_keys on accounts using gin (keys);
create index accounts_not_spelled on accounts (id) where spelling is null;
