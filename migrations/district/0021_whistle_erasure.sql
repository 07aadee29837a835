-- Words of a whistle are append-only for the program too: the law's erasure is their one way out.
alter table whistle_lines
  add column erased_at timestamptz(3),
  add column erased_by_rule text;

create function erase_whistle_line(wanted_id uuid, rule text, erased timestamptz) returns void
language sql security definer set search_path from current
as $$
  update whistle_lines set words = '', erased_at = erased, erased_by_rule = rule
  from whistles
  where whistle_lines.id = wanted_id and whistle_lines.erased_at is null and whistles.id = whistle_lines.whistle_id
    and sees_whistle_subject(whistles.subject_kind, whistles.subject_id)
$$;
comment on function erase_whistle_line(uuid, text, timestamptz) is 'The law''s erasure: the words go, when and by which rule stays';
