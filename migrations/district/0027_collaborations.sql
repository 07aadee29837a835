-- One step of the six-role chain (多方联动) on a case: who fills the role, when it began and was done, and what was decided by whom.
create table collaboration_steps (
  case_id uuid not null constraint collaboration_steps_case references cases,
  role text not null
    constraint collaboration_steps_role check (role in ('stationed', 'liaison', 'lead', 'decide', 'carryOut', 'takePart')),
  -- A code of the office or body that fills the role; never a person.
  filled_by text,
  began_by uuid,
  began_at timestamptz(3),
  done_by uuid,
  done_at timestamptz(3),
  decided_on date,
  evidence text constraint collaboration_steps_evidence check (evidence in ('minutes', 'ballot')),
  is_agreed boolean,
  -- What was said of it, in case_texts.
  text_id uuid,
  version integer not null default 1,
  constraint collaboration_steps_pkey primary key (case_id, role),
  constraint collaboration_steps_begun check ((began_at is null) = (filled_by is null)),
  constraint collaboration_steps_decision check (
    (role = 'decide' and done_at is not null) = (decided_on is not null and evidence is not null and is_agreed is not null)
  )
);

alter table collaboration_steps enable row level security;
create policy collaboration_steps_read on collaboration_steps for select
  using (is_widened() or sees_case_by_area(case_id));
create policy collaboration_steps_add on collaboration_steps for insert with check (is_widened());
create policy collaboration_steps_change on collaboration_steps for update using (is_widened());
grant select, insert, update on collaboration_steps to gezhi_app;
