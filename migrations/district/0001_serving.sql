-- Who serves the district: settings, organisations, posts.

-- A setting of the district with where it comes from.
create table settings (
  key text constraint settings_pkey primary key,
  value jsonb not null,
  source text not null,
  version integer not null default 1
);

-- An organisation (单位): any body that can hold a work order.
create table organisations (
  id uuid constraint organisations_pkey primary key,
  parent_id uuid constraint organisations_parent references organisations,
  kind text not null,
  name text not null,
  area_id uuid,
  path text not null,
  duty_phone text,
  unified_code text,
  uses_accounts boolean not null default false,
  closed_at timestamptz(3),
  version integer not null default 1
);
create index organisations_by_parent on organisations (parent_id);

-- Which organisation a grid worker of this place may send an order to directly (直派), by class; no class means all direct ones.
create table direct_list (
  id uuid constraint direct_list_pkey primary key,
  path text not null,
  organisation_id uuid not null constraint direct_list_organisation references organisations,
  class_code text,
  constraint direct_list_unique unique nulls not distinct (path, organisation_id, class_code)
);
create index direct_list_by_organisation on direct_list (organisation_id);

-- A post (岗位): an account in a role, in a place or an organisation, for a time.
create table posts (
  id uuid constraint posts_pkey primary key,
  account_id uuid not null,
  role text not null,
  path text not null,
  area_id uuid,
  grid_id uuid,
  organisation_id uuid constraint posts_organisation references organisations,
  deputy_of uuid constraint posts_deputy references posts,
  full_time boolean not null default true,
  from_on date not null,
  to_on date,
  granted_by uuid,
  granted_at timestamptz(3) not null,
  ended_at timestamptz(3),
  ended_by uuid,
  constraint posts_period check (to_on is null or to_on >= from_on)
);
create index posts_by_account on posts (account_id);
create index posts_by_path on posts (path, role);
create index posts_by_organisation on posts (organisation_id) where organisation_id is not null;
create index posts_by_deputy on posts (deputy_of) where deputy_of is not null;

-- What a role holds here beyond or below the register of permissions.
create table role_permissions (
  role text not null,
  permission text not null,
  is_granted boolean not null,
  changed_by uuid not null,
  changed_at timestamptz(3) not null,
  constraint role_permissions_pkey primary key (role, permission)
);

-- A working or free day that differs from the weekday, with its notice.
create table work_calendar (
  day date constraint work_calendar_pkey primary key,
  kind text not null constraint work_calendar_kind check (kind in ('workday', 'holiday')),
  source text not null,
  note text
);

-- A class of the catalogue: what it needs to be filed, handled, checked and closed.
create table classes (
  code text constraint classes_pkey primary key,
  class_type text not null constraint classes_type check (class_type in ('asset', 'cityMatter', 'socialGovernance')),
  major_name text not null,
  name text not null,
  secrecy text not null constraint classes_secrecy check (secrecy in ('open', 'confidential', 'restricted')),
  is_direct boolean not null,
  is_emergency boolean not null,
  is_minor boolean not null,
  evidence_kinds text[] not null,
  limit_amount integer not null,
  limit_unit text not null constraint classes_limit_unit check (limit_unit in ('emergencyHour', 'workHour', 'workDay')),
  filing_condition text not null,
  closing_condition text not null,
  sampling_percent integer not null,
  source text not null,
  version integer not null default 1,
  valid_from date not null,
  valid_to date
);
