-- Proposals from the words, and early warnings when like matters gather in one place.

-- One trained model of a district, never changed: counts of pairs of characters by class and kind, and how it did on matters held back. No sentence, no person.
create table proposal_models (
  id uuid constraint proposal_models_pkey primary key,
  trained_at timestamptz(3) not null,
  text_count integer not null,
  model text not null,
  accuracy text not null
);
create index proposal_models_by_time on proposal_models (trained_at desc, id desc);

-- Whether somebody who was shown a proposal took it: what was proposed, in which room, by which model; no matter and no person.
create table proposal_takes (
  id uuid constraint proposal_takes_pkey primary key,
  part text not null constraint proposal_takes_part check (part in ('class', 'kind', 'urgency', 'place', 'organisation')),
  room text not null constraint proposal_takes_room check (room in ('intake', 'desk', 'worker')),
  was_taken boolean not null,
  class_code text constraint proposal_takes_class references classes,
  at timestamptz(3) not null
);
create index proposal_takes_by_time on proposal_takes (at desc, id desc);
create index proposal_takes_by_class on proposal_takes (class_code) where class_code is not null;

alter table proposal_models enable row level security;
create policy proposal_models_all on proposal_models using (is_widened());
alter table proposal_takes enable row level security;
create policy proposal_takes_read on proposal_takes for select using (is_widened());
create policy proposal_takes_add on proposal_takes for insert with check (coalesce(current_setting('gezhi.writer', true), '') <> '');
grant select, insert, delete on proposal_models to gezhi_app;
grant select, insert on proposal_takes to gezhi_app;

-- Like matters that gathered in one micro-grid, grid or community within the hours of the rule that held then; acknowledged once, with a note.
create table early_warnings (
  id uuid constraint early_warnings_pkey primary key,
  level text not null constraint early_warnings_level check (level in ('microGrid', 'grid', 'community')),
  class_code text constraint early_warnings_class references classes,
  path text not null,
  street_id uuid,
  community_id uuid,
  grid_id uuid,
  micro_grid_id uuid,
  least integer not null,
  hours integer not null,
  opened_at timestamptz(3) not null,
  acknowledged_by uuid,
  acknowledged_at timestamptz(3),
  note text,
  version integer not null default 1
);
create index early_warnings_by_class on early_warnings (class_code) where class_code is not null;
create index early_warnings_by_time on early_warnings (opened_at desc, id desc);
create index early_warnings_waiting on early_warnings (opened_at desc, id desc) where acknowledged_at is null;

-- A matter that a warning counts. It stands in one warning only, so that the same matters never warn twice.
create table early_warning_cases (
  case_id uuid constraint early_warning_cases_pkey primary key constraint early_warning_cases_case references cases,
  warning_id uuid not null constraint early_warning_cases_warning references early_warnings,
  added_at timestamptz(3) not null
);
create index early_warning_cases_by_warning on early_warning_cases (warning_id, added_at, case_id);

alter table early_warnings enable row level security;
create policy early_warnings_read on early_warnings for select using (in_scope(path));
create policy early_warnings_add on early_warnings for insert with check (is_widened());
create policy early_warnings_change on early_warnings for update using (in_scope(path));
alter table early_warning_cases enable row level security;
create policy early_warning_cases_read on early_warning_cases for select using (
  is_widened() or exists (select from early_warnings where early_warnings.id = early_warning_cases.warning_id)
);
create policy early_warning_cases_add on early_warning_cases for insert with check (is_widened());
grant select, insert, update on early_warnings to gezhi_app;
grant select, insert on early_warning_cases to gezhi_app;
