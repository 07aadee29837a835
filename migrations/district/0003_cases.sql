-- The work: cases, the voices behind them, the orders that follow from them, and what happened.

-- A case (事件): one problem at one place, for its whole life. `path` is who may see it, `place` columns are where it is.
create table cases (
  id uuid constraint cases_pkey primary key,
  number text not null constraint cases_number_unique unique,
  kind text not null,
  class_code text constraint cases_class references classes,
  class_confirmed boolean not null default false,
  secrecy text not null constraint cases_secrecy check (secrecy in ('open', 'confidential', 'restricted')),
  is_urgent boolean not null,
  summary text not null,
  status text not null,
  held_level text not null,
  path text not null,
  street_id uuid,
  community_id uuid,
  grid_id uuid,
  micro_grid_id uuid,
  place_id uuid,
  place_words text,
  longitude double precision,
  latitude double precision,
  source_crs text,
  source_longitude double precision,
  source_latitude double precision,
  about_account_id uuid,
  about_organisation_id uuid,
  report_count integer not null default 1,
  confirmation text,
  verification text,
  verifier_id uuid,
  resolved_on_spot_by uuid,
  resolved_level text,
  reopened_at timestamptz(3),
  reopen_count integer not null default 0,
  review text,
  involved_account_ids uuid[] not null default '{}',
  send_backs_asked integer not null default 0,
  send_backs_approved integer not null default 0,
  has_objected boolean not null default false,
  is_drawn_for_sample boolean not null default false,
  merged_into_id uuid constraint cases_merged_into references cases,
  status_before_merge text,
  split_from_id uuid constraint cases_split_from references cases,
  handed_down_due_at timestamptz(3),
  reported_at timestamptz(3) not null,
  due_at timestamptz(3),
  closed_at timestamptz(3),
  adoption text,
  referral text,
  is_solved boolean,
  manner_rating text,
  rated_at timestamptz(3),
  search tsvector generated always as (bigrams(summary || ' ' || coalesce(place_words, ''))) stored,
  version integer not null default 1
);
create index cases_by_street on cases (street_id, reported_at desc, id desc);
create index cases_by_community on cases (community_id, reported_at desc, id desc);
create index cases_by_grid on cases (grid_id, reported_at desc, id desc);
create index cases_by_street_status on cases (street_id, status, reported_at desc, id desc);
create index cases_by_community_status on cases (community_id, status, reported_at desc, id desc);
create index cases_by_time on cases (reported_at desc, id desc);
create index cases_open_by_due on cases (due_at, id) where closed_at is null and due_at is not null;
create index cases_open_by_street_due on cases (street_id, due_at, id) where closed_at is null and due_at is not null;
create index cases_open_by_community_due on cases (community_id, due_at, id) where closed_at is null and due_at is not null;
create index cases_open_by_grid_due on cases (grid_id, due_at, id) where closed_at is null and due_at is not null;
create index cases_drawn on cases (closed_at desc, id desc) where is_drawn_for_sample and closed_at is not null;
create index cases_drawn_by_street on cases (street_id, closed_at desc, id desc) where is_drawn_for_sample and closed_at is not null;
create index cases_drawn_by_community on cases (community_id, closed_at desc, id desc)
  where is_drawn_for_sample and closed_at is not null;
create index cases_merged on cases (merged_into_id) where merged_into_id is not null;
create index cases_split_from on cases (split_from_id) where split_from_id is not null;
create index cases_search on cases using gin (search);

-- The last serial number given on a day.
create table case_numbers (
  day date constraint case_numbers_pkey primary key,
  last_serial integer not null
);

-- A voice (反映): who said it when, by which channel. Its words are in case_texts, its contact in case_contacts.
create table case_reports (
  id uuid constraint case_reports_pkey primary key,
  case_id uuid not null constraint case_reports_case references cases,
  filed_under_id uuid constraint case_reports_filed_under references cases,
  origin_id uuid constraint case_reports_origin references case_reports,
  channel text not null,
  reporter_id uuid,
  taken_by uuid,
  on_behalf boolean not null default false,
  wants_secrecy boolean not null default false,
  is_withdrawn boolean not null default false,
  follows_only boolean not null default false,
  reported_at timestamptz(3) not null,
  received_at timestamptz(3) not null
);
create index case_reports_by_case on case_reports (case_id);
create index case_reports_filed_under on case_reports (filed_under_id) where filed_under_id is not null;
create index case_reports_by_reporter on case_reports (reporter_id, reported_at desc) where reporter_id is not null;

-- What is known of a reporter. Encrypted; opened with a reason, and every opening is audited and shown to the reporter.
create table case_contacts (
  report_id uuid constraint case_contacts_pkey primary key constraint case_contacts_report references case_reports,
  name_cipher text,
  phone_cipher text,
  phone_index text,
  address_cipher text,
  erased_at timestamptz(3)
);
create index case_contacts_by_phone on case_contacts (phone_index) where phone_index is not null;

-- An organisation's duty in a case. The handling clock belongs to it and starts when it is issued, signed or not.
create table work_orders (
  id uuid constraint work_orders_pkey primary key,
  case_id uuid not null constraint work_orders_case references cases,
  organisation_id uuid not null constraint work_orders_organisation references organisations,
  role text not null constraint work_orders_role check (role in ('leadHandler', 'coHandler')),
  status text not null,
  is_direct boolean not null,
  issued_by uuid,
  issued_at timestamptz(3) not null,
  phoned_at timestamptz(3),
  phone_answered_by text,
  acknowledged_at timestamptz(3),
  assigned_organisation_id uuid constraint work_orders_assigned references organisations,
  assigned_account_id uuid,
  inner_due_at timestamptz(3),
  handler_account_ids uuid[] not null default '{}',
  send_back_reason text,
  rework_count integer not null default 0,
  rework_cause text,
  charged_to text not null,
  clock_started_at timestamptz(3) not null,
  clock_unit text not null,
  clock_budget_ms bigint not null,
  clock_consumed_ms bigint not null,
  clock_running_since timestamptz(3),
  clock_stopped_at timestamptz(3),
  due_at timestamptz(3) not null,
  feedback_at timestamptz(3)
);
create index work_orders_by_case on work_orders (case_id);
create index work_orders_by_organisation on work_orders (organisation_id, issued_at desc, id desc);
create index work_orders_inbox on work_orders (organisation_id, status, issued_at desc, id desc);
create unique index work_orders_one_open_lead on work_orders (case_id)
  where role = 'leadHandler' and status in ('issued', 'acknowledged', 'sendBackAsked', 'feedback', 'rework');

-- What happened, in ids, codes and instants only; the words are in case_texts. Append-only.
create table case_moves (
  id uuid constraint case_moves_pkey primary key,
  case_id uuid not null constraint case_moves_case references cases,
  seq integer not null,
  verb text not null,
  from_status text,
  to_status text not null,
  held_level text not null,
  actor_id uuid,
  actor_role text,
  via_link_id uuid,
  work_order_id uuid,
  organisation_id uuid,
  codes jsonb not null,
  at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  constraint case_moves_in_order unique (case_id, seq)
);
create index case_moves_by_actor on case_moves (actor_id, at desc);

-- Words belonging to a case, by who may read them. Replaced only by the law's erasure (erase_text).
create table case_texts (
  id uuid constraint case_texts_pkey primary key,
  case_id uuid not null constraint case_texts_case references cases,
  move_id uuid constraint case_texts_move references case_moves,
  report_id uuid constraint case_texts_report references case_reports,
  audience text not null constraint case_texts_audience check (audience in ('reporter', 'staff', 'organisation', 'public')),
  purpose text not null,
  words text not null,
  written_by uuid,
  written_at timestamptz(3) not null,
  erased_at timestamptz(3),
  erased_by_rule text
);
create index case_texts_by_case on case_texts (case_id, written_at);
create index case_texts_by_report on case_texts (report_id) where report_id is not null;
create index case_texts_by_move on case_texts (move_id) where move_id is not null;

-- Who else may see a case: an organisation that holds an order, a person who takes part, a link that names it.
create table case_access (
  case_id uuid not null constraint case_access_case references cases,
  way text not null constraint case_access_way check (way in ('organisation', 'person', 'link')),
  subject_id uuid not null,
  since timestamptz(3) not null,
  constraint case_access_pkey primary key (case_id, way, subject_id)
);
create index case_access_by_subject on case_access (way, subject_id, since desc);

-- A private link: a reporter's to the case, or an organisation's to one work order. Only the hash of its token is kept.
create table links (
  id uuid constraint links_pkey primary key,
  token_hash text not null constraint links_token_unique unique,
  kind text not null constraint links_kind check (kind in ('report', 'workOrder')),
  case_id uuid not null constraint links_case references cases,
  report_id uuid constraint links_report references case_reports,
  work_order_id uuid constraint links_order references work_orders,
  made_at timestamptz(3) not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  opened_at timestamptz(3),
  device_hash text
);
create index links_by_case on links (case_id);
create index links_by_report on links (report_id) where report_id is not null;
create index links_by_order on links (work_order_id) where work_order_id is not null;

-- A picture or recording. Named by its sender's id; an unnamed one is removed after 24 hours. The content is in the files, by hash.
-- A picture's original lies there only until it is re-encoded; sent_hash stays, to know the same upload again, and names no file.
create table attachments (
  id uuid constraint attachments_pkey primary key,
  case_id uuid constraint attachments_case references cases,
  move_id uuid,
  report_id uuid,
  audience text not null constraint attachments_audience check (audience in ('reporter', 'staff', 'organisation', 'public')),
  kind text not null constraint attachments_kind check (kind in ('picture', 'recording')),
  content_type text not null,
  sent_hash text not null,
  original_hash text,
  ready_hash text,
  thumbnail_hash text,
  state text not null constraint attachments_state check (state in ('received', 'ready', 'refused')),
  size_bytes integer not null,
  taken_at timestamptz(3),
  taken_longitude double precision,
  taken_latitude double precision,
  sender text not null,
  address_index text,
  uploaded_at timestamptz(3) not null
);
create index attachments_by_case on attachments (case_id) where case_id is not null;
create index attachments_unnamed on attachments (uploaded_at) where case_id is null;
create index attachments_by_original on attachments (original_hash) where original_hash is not null;
create index attachments_by_ready on attachments (ready_hash) where ready_hash is not null;
create index attachments_by_thumbnail on attachments (thumbnail_hash) where thumbnail_hash is not null;
