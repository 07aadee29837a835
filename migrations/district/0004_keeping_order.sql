-- What keeps order: writes already made, facts, timers, audit.

-- The id of every write with who made it and what it said: the same again gives the same answer, another content 409.
create table writes (
  id uuid constraint writes_pkey primary key,
  made_by text not null,
  content_hash text not null,
  answer jsonb not null,
  at timestamptz(3) not null
);
create index writes_by_time on writes (at);

-- A fact, announced in the transaction that made it true: name, ids and codes only. The pump turns it into jobs.
create table facts (
  id uuid constraint facts_pkey primary key,
  name text not null,
  body jsonb not null,
  path text not null,
  secrecy text not null default 'open',
  actor_id uuid,
  at timestamptz(3) not null,
  batch bigint
);
create index facts_waiting on facts (at, id) where batch is null;
create index facts_by_batch on facts (batch) where batch is not null;

-- The last batch of facts the pump has passed on.
create table fact_batches (
  only_row boolean constraint fact_batches_pkey primary key default true constraint fact_batches_single check (only_row),
  last_batch bigint not null
);
insert into fact_batches (last_batch) values (0);

-- A moment at which something falls due. Taken by a sweep each second.
create table timers (
  id uuid constraint timers_pkey primary key,
  kind text not null,
  subject_id uuid not null,
  path text not null,
  due_at timestamptz(3) not null,
  fired_at timestamptz(3),
  dropped_at timestamptz(3),
  constraint timers_one_each unique (kind, subject_id, due_at)
);
create index timers_due on timers (due_at) where fired_at is null and dropped_at is null;
create index timers_by_subject on timers (subject_id) where fired_at is null and dropped_at is null;

-- Who looked at or changed what, in ids and codes. Append-only.
create table audit (
  id uuid constraint audit_pkey primary key,
  actor_id uuid,
  actor_role text,
  via_link_id uuid,
  act text not null,
  subject_kind text not null,
  subject_id uuid,
  path text,
  reason_code text,
  codes jsonb,
  at timestamptz(3) not null
);
create index audit_by_subject on audit (subject_id, at desc);
create index audit_by_actor on audit (actor_id, at desc);
create index audit_by_time on audit (at desc, id desc);

-- A message handed to a phone. The number and words stay encrypted and are dropped after sending.
create table messages (
  id uuid constraint messages_pkey primary key,
  purpose text not null,
  case_id uuid,
  work_order_id uuid,
  link_id uuid,
  to_cipher text,
  words_cipher text,
  made_at timestamptz(3) not null,
  -- Taken by a sender that has not said yet how it went.
  sending_since timestamptz(3),
  sent_at timestamptz(3),
  failures integer not null default 0,
  last_failure text,
  -- After a failure: not before this moment.
  try_after timestamptz(3),
  given_up_at timestamptz(3)
);
create index messages_waiting on messages (made_at) where sent_at is null and given_up_at is null;
