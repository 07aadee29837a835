-- The districts of the city, their areas and their keys.

-- A district (区县) with a schema of its own.
create table districts (
  id uuid constraint districts_pkey primary key,
  key text not null constraint districts_key_unique unique constraint districts_key_form check (key ~ '^[a-z][a-z0-9]{1,30}$'),
  schema_name text not null constraint districts_schema_unique unique,
  name text not null,
  region_code text not null,
  time_zone text not null default 'Asia/Shanghai',
  is_demo boolean not null default false,
  created_at timestamptz(3) not null
);

-- An area (行政区划) of a district: the district itself, its streets, its communities. The path ends with a slash.
create table areas (
  id uuid constraint areas_pkey primary key,
  district_id uuid not null constraint areas_district references districts,
  parent_id uuid constraint areas_parent references areas,
  level text not null constraint areas_level check (level in ('district', 'street', 'township', 'community', 'village')),
  key text not null constraint areas_key_form check (key ~ '^[a-z0-9]{1,30}$'),
  path text not null constraint areas_path_unique unique constraint areas_path_form check (path ~ '^/([a-z0-9]+/)+$'),
  code text not null,
  name text not null,
  duty_phone text,
  service_hours jsonb,
  valid_from date not null,
  valid_to date,
  version integer not null default 1
);
create index areas_by_district on areas (district_id, path);

-- A data key (for field encryption) or an index key, wrapped by the master key. Without a district it is the city's.
create table field_keys (
  id text constraint field_keys_pkey primary key,
  district_id uuid constraint field_keys_district references districts,
  purpose text not null constraint field_keys_purpose check (purpose in ('field', 'index')),
  wrapped text not null,
  created_at timestamptz(3) not null,
  retired_at timestamptz(3)
);
