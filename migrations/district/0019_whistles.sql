-- A whistle (吹哨): somebody on site calls others in on a matter. Its subject is named by kind and id, so that other matters can follow.
create table whistles (
  id uuid constraint whistles_pkey primary key,
  subject_kind text not null constraint whistles_subject_kind check (subject_kind in ('case')),
  subject_id uuid not null,
  kind text not null constraint whistles_kind check (kind in ('daily', 'hard', 'emergency')),
  reason text not null constraint whistles_reason check (reason in ('danger', 'beyondPowers', 'severalNeeded')),
  path text not null,
  street_id uuid,
  community_id uuid,
  grid_id uuid,
  status text not null constraint whistles_status check (status in ('open', 'closed')),
  version integer not null,
  blown_by uuid not null,
  from_level text not null constraint whistles_from_level check (from_level in ('microGrid', 'grid', 'community', 'street', 'district')),
  limit_amount numeric not null,
  limit_unit text not null,
  limit_source text not null,
  blown_at timestamptz(3) not null,
  closed_by uuid,
  closed_at timestamptz(3),
  result text constraint whistles_result check (result in ('solved', 'toDaily', 'mistaken'))
);
create index whistles_open on whistles (blown_at, id) where status = 'open';
create index whistles_by_time on whistles (blown_at desc, id desc);
create index whistles_by_subject on whistles (subject_id, blown_at);

-- Who was called in by a whistle: an organisation, or the posts of a level; each with its own clock and its own steps.
create table whistle_calls (
  id uuid constraint whistle_calls_pkey primary key,
  whistle_id uuid not null constraint whistle_calls_whistle references whistles,
  subject_kind text not null,
  subject_id uuid not null,
  path text not null,
  organisation_id uuid constraint whistle_calls_organisation references organisations,
  level text,
  from_level text not null,
  status text not null constraint whistle_calls_status check (status in (
    'awaitingApproval', 'refused', 'called', 'answered', 'reportedIn', 'handling', 'done', 'rated', 'returnAsked', 'returned', 'stoodDown')),
  version integer not null,
  called_by uuid not null,
  called_at timestamptz(3) not null,
  due_at timestamptz(3),
  answered_at timestamptz(3),
  reported_in_at timestamptz(3),
  manner text constraint whistle_calls_manner check (manner in ('onSite', 'online')),
  confirmed_at timestamptz(3),
  done_at timestamptz(3),
  return_reason text,
  escalations integer not null default 0,
  escalated_level text,
  was_quick boolean,
  was_there boolean,
  did_solve boolean,
  rating_answered_at timestamptz(3),
  constraint whistle_calls_one_target check ((organisation_id is null) <> (level is null))
);
create index whistle_calls_by_whistle on whistle_calls (whistle_id, called_at, id);
create index whistle_calls_by_organisation on whistle_calls (organisation_id, called_at desc) where organisation_id is not null;

-- What happened in a whistle, line by line, appended only: ids and codes, and what somebody wrote without whoever reported.
create table whistle_lines (
  id uuid constraint whistle_lines_pkey primary key,
  whistle_id uuid not null constraint whistle_lines_whistle references whistles,
  call_id uuid constraint whistle_lines_call references whistle_calls,
  verb text not null,
  by_id uuid,
  is_relayed boolean not null default false,
  codes jsonb not null default '{}',
  words text,
  at timestamptz(3) not null
);
create index whistle_lines_by_whistle on whistle_lines (whistle_id, at, id);
create index whistle_lines_by_call on whistle_lines (call_id) where call_id is not null;

create function sees_whistle_subject(kind text, wanted_id uuid) returns boolean
language plpgsql stable
as $$ begin return kind = 'case' and sees_case_by_area(wanted_id); end $$;
comment on function sees_whistle_subject(text, uuid) is 'Whether the actor sees the matter of a whistle as staff of its place';

alter table whistle_calls enable row level security;
-- Called in as an organisation one sees the own call; sent back, it opens nothing more.
create policy whistle_calls_read on whistle_calls for select using (
  is_widened() or sees_whistle_subject(subject_kind, subject_id)
  or (organisation_id is not null and status not in ('awaitingApproval', 'refused', 'returned') and is_my_organisation(organisation_id))
);
create policy whistle_calls_add on whistle_calls for insert with check (is_widened());
create policy whistle_calls_change on whistle_calls for update using (is_widened());
alter table whistles enable row level security;
create policy whistles_read on whistles for select using (
  is_widened() or sees_whistle_subject(subject_kind, subject_id)
  or exists (select from whistle_calls where whistle_calls.whistle_id = whistles.id)
);
create policy whistles_add on whistles for insert with check (is_widened());
create policy whistles_change on whistles for update using (is_widened());
alter table whistle_lines enable row level security;
create policy whistle_lines_read on whistle_lines for select using (
  is_widened() or exists (select from whistles where whistles.id = whistle_lines.whistle_id)
);
create policy whistle_lines_add on whistle_lines for insert with check (is_widened());

grant select, insert, update on whistles, whistle_calls to gezhi_app;
grant select, insert on whistle_lines to gezhi_app;
