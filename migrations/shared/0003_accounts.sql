-- Who may enter, and what guards the door.

-- A person who may sign in. The phone is encrypted; phone_index finds it again.
create table accounts (
  id uuid constraint accounts_pkey primary key,
  sign_in_name text not null constraint accounts_sign_in_name_unique unique,
  name text not null,
  phone_cipher text,
  phone_index text constraint accounts_phone_unique unique,
  password_hash text,
  shows_name boolean not null default false,
  shows_phone boolean not null default false,
  is_demo boolean not null default false,
  created_at timestamptz(3) not null,
  created_by uuid,
  suspended_at timestamptz(3),
  left_at timestamptz(3),
  version integer not null default 1
);

-- A signed-in device. The token itself is never kept, only its hash.
create table sessions (
  id uuid constraint sessions_pkey primary key,
  token_hash text not null constraint sessions_token_unique unique,
  account_id uuid not null constraint sessions_account references accounts,
  way text not null constraint sessions_way check (way in ('password', 'phoneCode', 'activation', 'external', 'demo')),
  created_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  -- Ends after so long without a request; null: never by idling.
  idle_minutes integer,
  ended_at timestamptz(3),
  ended_by uuid
);
create index sessions_by_account on sessions (account_id);

-- Failures of one subject (a sign-in name, an address, a case number, a link), counted across all processes.
create table attempts (
  subject text constraint attempts_pkey primary key,
  failures integer not null,
  first_at timestamptz(3) not null,
  blocked_until timestamptz(3) not null
);

-- A one-time code sent to a phone, or a one-time link that activates an account. Only hashes are kept.
create table one_time_secrets (
  id uuid constraint one_time_secrets_pkey primary key,
  purpose text not null constraint one_time_secrets_purpose check (purpose in ('signIn', 'activate', 'orderLink')),
  subject text not null,
  secret_hash text not null,
  account_id uuid constraint one_time_secrets_account references accounts,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  tries_left integer not null,
  used_at timestamptz(3)
);
create index one_time_secrets_by_subject on one_time_secrets (purpose, subject);
create index one_time_secrets_by_hash on one_time_secrets (secret_hash);

-- The same person in a system outside (政务统一身份认证, WeCom, DingTalk …).
create table external_identities (
  provider text not null,
  external_id text not null,
  account_id uuid not null constraint external_identities_account references accounts,
  bound_at timestamptz(3) not null,
  constraint external_identities_pkey primary key (provider, external_id)
);

-- An invitation to join by a code: one person, one role, one place. Only the code's hash is kept.
create table invitations (
  id uuid constraint invitations_pkey primary key,
  district_id uuid not null constraint invitations_district references districts,
  token_hash text not null constraint invitations_token_unique unique,
  role text not null,
  path text not null,
  area_id uuid,
  grid_id uuid,
  invited_by uuid not null constraint invitations_inviter references accounts,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  account_id uuid constraint invitations_account references accounts,
  revoked_at timestamptz(3),
  revoked_by uuid
);

-- Who came in, was refused or was sent out. Append-only; ids, keyed hashes and codes only.
create table door_audit (
  id uuid constraint door_audit_pkey primary key,
  act text not null,
  way text,
  account_id uuid,
  session_id uuid,
  actor_id uuid,
  subject_hash text,
  at timestamptz(3) not null
);
create index door_audit_by_account on door_audit (account_id, at desc);
create index door_audit_by_time on door_audit (at desc, id desc);
