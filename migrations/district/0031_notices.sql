-- A notice (提醒): what rang in a matter or was not answered, told to an organisation, to the desks of a level, or to a person.
create table notices (
  id uuid constraint notices_pkey primary key,
  -- What happened and who is told of it: the same is told once, however often its job runs.
  key text not null constraint notices_key_unique unique,
  kind text not null constraint notices_kind check (kind in (
    'unsigned', 'half', 'due', 'late', 'review', 'replyLate', 'callLate')),
  case_id uuid not null constraint notices_case references cases,
  work_order_id uuid constraint notices_order references work_orders,
  -- Of another kind: the directive or the call that is told of.
  subject_id uuid,
  path text not null,
  hours_late integer,
  due_at timestamptz(3),
  to_organisation_id uuid constraint notices_organisation references organisations,
  to_level text,
  to_path text,
  to_account_id uuid,
  made_at timestamptz(3) not null,
  known_by uuid,
  known_at timestamptz(3),
  -- The matter went on: there is nothing left to look after.
  over_at timestamptz(3),
  constraint notices_one_told check (num_nonnulls(to_organisation_id, to_path, to_account_id) = 1)
);
create index notices_by_place on notices (to_path, made_at desc) where known_at is null and over_at is null and to_path is not null;
create index notices_by_organisation on notices (to_organisation_id, made_at desc) where to_organisation_id is not null;
create index notices_by_person on notices (to_account_id, made_at desc)
  where known_at is null and over_at is null and to_account_id is not null;
create index notices_waiting on notices (made_at) where known_at is null and over_at is null;
create index notices_by_case on notices (case_id);
create index notices_by_order on notices (work_order_id) where work_order_id is not null;

alter table notices enable row level security;
create policy notices_read on notices for select using (
  is_widened()
  or (to_path is not null and in_scope(to_path) and sees_case_by_area(case_id))
  or (to_organisation_id is not null and is_my_organisation(to_organisation_id) and sees_case(case_id))
  or (is_mine(to_account_id) and sees_case(case_id))
);
create policy notices_add on notices for insert with check (is_widened());
create policy notices_change on notices for update using (is_widened());
grant select, insert, update on notices to gezhi_app;

-- 挂账: who looks after it while it stands still; told when its review has come.
alter table work_orders add column suspension_owner_id uuid;
