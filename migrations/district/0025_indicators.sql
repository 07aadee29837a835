-- One version of an indicator (指标口径): what is counted over what, in words and by measure. A change is a new version; none is deleted.
create table indicators (
  code text not null,
  version integer not null,
  family text not null constraint indicators_family check (family in ('intake', 'closing', 'handling', 'quality', 'felt', 'grid')),
  sequence integer not null,
  name_zh text not null,
  name_en text not null,
  numerator text not null,
  denominator text,
  source text not null,
  reason text,
  valid_from date not null,
  changed_by uuid,
  changed_at timestamptz(3),
  constraint indicators_pkey primary key (code, version)
);
insert into indicators (family, sequence, code, version, name_zh, name_en, numerator, denominator, source, valid_from) values
  ('intake', 10, 'received', 1, '受理数', 'Received', 'received', null, 'GB/T 30428.4 参照', '2000-01-01'),
  ('intake', 20, 'filingRate', 1, '立案率', 'Filing rate', 'receivedFiled', 'received', 'GB/T 30428.4 参照', '2000-01-01'),
  ('intake', 30, 'refused', 1, '不予受理数', 'Refused', 'refused', null, '本系统约定', '2000-01-01'),
  ('intake', 40, 'staffShare', 1, '监督员上报率', 'Share found by staff', 'filedByStaff', 'filed', 'GB/T 30428.4 参照', '2000-01-01'),
  ('intake', 50, 'acceptedOnTimeRate', 1, '受理及时率', 'Looked at in time', 'acceptedOnTime', 'toAccept', 'GB/T 30428.4 参照', '2000-01-01'),
  ('closing', 10, 'closed', 1, '办结数', 'Closed', 'closed', null, '本系统约定', '2000-01-01'),
  ('closing', 20, 'closingRate', 1, '结案率', 'Closing rate', 'dueClosed', 'due', 'GB/T 30428.4 参照', '2000-01-01'),
  ('closing', 30, 'onTimeClosingRate', 1, '按期结案率', 'On-time closing rate', 'dueOnTime', 'due', 'GB/T 30428.4 参照', '2000-01-01'),
  ('handling', 10, 'handledRate', 1, '处置率', 'Handling rate', 'ordersDone', 'ordersDue', 'GB/T 30428.4 参照', '2000-01-01'),
  ('handling', 20, 'handledOnTimeRate', 1, '按期处置率', 'On-time handling rate', 'ordersOnTime', 'ordersDue', 'GB/T 30428.4 参照', '2000-01-01'),
  ('quality', 10, 'reworkRate', 1, '返工率', 'Rework rate', 'ordersReworked', 'ordersDue', 'GB/T 30428.4 参照；分母可改为处置数', '2000-01-01'),
  ('quality', 20, 'returnRate', 1, '退回率', 'Send-back rate', 'ordersReturned', 'orders', 'GB/T 30428.4 参照', '2000-01-01'),
  ('quality', 30, 'dispatchAccuracy', 1, '派遣准确率', 'Dispatch accuracy', 'ordersKept', 'orders', 'GB/T 30428.4 参照', '2000-01-01'),
  ('quality', 40, 'extensionRate', 1, '延期率', 'Extension rate', 'ordersExtended', 'ordersDue', 'GB/T 30428.4 参照', '2000-01-01'),
  ('quality', 50, 'supervisionRate', 1, '督办率', 'Supervision rate', 'ordersSupervised', 'ordersDue', 'GB/T 30428.4 参照', '2000-01-01'),
  ('quality', 60, 'reopened', 1, '重新办理数', 'Reopened', 'reopened', null, '本系统约定', '2000-01-01'),
  ('felt', 10, 'responseRate', 1, '响应率', 'Response rate', 'contactedOnTime', 'toContact', '12345 三率，由联系记录计算', '2000-01-01'),
  ('felt', 20, 'solvedRate', 1, '解决率', 'Solved rate', 'solved', 'rated', '12345 三率，由反映人回答计算', '2000-01-01'),
  ('felt', 30, 'satisfiedRate', 1, '满意率', 'Satisfied rate', 'mannerGood', 'mannerRated', '12345 三率，由反映人回答计算', '2000-01-01'),
  ('grid', 10, 'inGridRate', 1, '网格内办结率', 'Closed inside the grid', 'closedInGrid', 'closed', 'S1-28：网格自办 + 网格协调', '2000-01-01'),
  ('grid', 20, 'gridSelfShare', 1, '网格自办', 'By the grid itself', 'closedGridSelf', 'closed', 'S1-28', '2000-01-01'),
  ('grid', 30, 'gridCoordinatedShare', 1, '网格协调', 'By the grid with an organisation', 'closedGridCoordinated', 'closed', 'S1-28', '2000-01-01'),
  ('grid', 40, 'communityShare', 1, '社区办结', 'By the community', 'closedCommunity', 'closed', 'S1-28', '2000-01-01'),
  ('grid', 50, 'streetShare', 1, '街道办结', 'By the street', 'closedStreet', 'closed', 'S1-28', '2000-01-01'),
  ('grid', 60, 'districtShare', 1, '区办结', 'By the district', 'closedDistrict', 'closed', 'S1-28', '2000-01-01'),
  ('grid', 70, 'gatheredRate', 1, '发现 → 整合', 'Found → arranged', 'gathered', 'found', 'S4-03', '2000-01-01'),
  ('grid', 80, 'resolvedRate', 1, '整合 → 解决', 'Arranged → solved', 'resolved', 'gathered', 'S4-03', '2000-01-01');

-- What indicators count: a row for each case, and one for each order of a lead handler, in codes and days of the district; no words, no persons.
create table indicator_rows (
  id uuid constraint indicator_rows_pkey primary key,
  unit text not null constraint indicator_rows_unit check (unit in ('case', 'order')),
  case_id uuid not null constraint indicator_rows_case references cases,
  case_version integer not null,
  path text not null,
  street_id uuid,
  community_id uuid,
  grid_id uuid,
  secrecy text not null,
  kind text not null,
  class_code text,
  class_type text,
  channel text not null,
  voice text not null constraint indicator_rows_voice check (voice in ('resident', 'merchant', 'staff', 'other')),
  organisation_id uuid constraint indicator_rows_organisation references organisations,
  post text,
  opened_on date not null,
  filed_on date,
  due_on date,
  done_on date,
  settled_on date,
  ended_on date,
  reopened_on date,
  -- Of what is still open, a day that never comes: so that a period finds all it can count between these two.
  last_on date not null,
  ended_as text,
  level text,
  is_on_time boolean not null default false,
  is_suspended boolean not null default false,
  is_asked boolean not null default false,
  is_solved boolean,
  manner text,
  is_contacted_on_time boolean,
  is_accepted_on_time boolean,
  rework_count integer not null default 0,
  extension_count integer not null default 0,
  is_supervised boolean not null default false,
  -- Due later on the day of counting: not late yet, whatever the day column says.
  is_due_later boolean not null default false,
  is_pending boolean not null default false
);
create index indicator_rows_open_by_due on indicator_rows (due_on) where done_on is null and ended_on is null;
create index indicator_rows_pending on indicator_rows (case_id) where is_pending;
create index indicator_rows_by_case on indicator_rows (case_id);
create index indicator_rows_by_organisation on indicator_rows (organisation_id) where organisation_id is not null;
create index indicator_rows_by_opening on indicator_rows (opened_on desc, id desc);
create index indicator_rows_by_end on indicator_rows (last_on);
create index indicator_rows_by_street on indicator_rows (street_id, opened_on desc, id desc);
create index indicator_rows_by_community on indicator_rows (community_id, opened_on desc, id desc);
create index indicator_rows_by_grid on indicator_rows (grid_id, opened_on desc, id desc);

alter table indicator_rows enable row level security;
-- A confidential matter is counted with its area; what it is, only a case that the actor may see says.
create policy indicator_rows_read on indicator_rows for select using (in_scope(path));
create policy indicator_rows_add on indicator_rows for insert with check (is_widened());
create policy indicator_rows_change on indicator_rows for update using (is_widened());

-- Sums of indicator_rows by month, street and one dimension, so that a year of a whole district is a few hundred rows.
create table indicator_months (
  month date not null,
  dimension text not null,
  key text not null,
  path text not null,
  -- The street's id, or `none`: what lies in no street is a line of its own.
  street text not null,
  street_id uuid,
  -- In the order of COUNTERS in rules-measures.ts; indicator_state says for which.
  counts integer[] not null,
  -- Rows of it have changed since; known only to the line of the dimension `all`.
  is_stale boolean not null default false,
  constraint indicator_months_pkey primary key (month, path, street, dimension, key)
);
create index indicator_months_by_street on indicator_months (street_id, dimension, month);
create index indicator_months_stale on indicator_months (month) where is_stale;

alter table indicator_months enable row level security;
create policy indicator_months_all on indicator_months using (in_scope(path));

-- How far the rows above have been counted. One row a district.
create table indicator_state (
  only_row boolean constraint indicator_state_pkey primary key default true constraint indicator_state_single check (only_row),
  counted_at timestamptz(3),
  counted_on date,
  seen_until timestamptz(3),
  counted_for text
);
insert into indicator_state (only_row) values (true);

-- Moves are appended in the order of their recording: this index costs next to nothing there, and finds what changed since.
create index case_moves_by_recording on case_moves using brin (recorded_at) with (pages_per_range = 16);

grant select, insert on indicators to gezhi_app;
grant select, insert, update on indicator_rows to gezhi_app;
grant select, insert, update, delete on indicator_months to gezhi_app;
grant select, update on indicator_state to gezhi_app;
