-- The catalogue as data: stages, grades and versions of a class, and the lists of who owes what.

alter table classes add column parent_code text;
alter table classes add column severity text not null default 'normal'
  constraint classes_severity check (severity in ('slight', 'normal', 'severe'));
alter table classes add column stages jsonb not null default '[]';
alter table classes add column graded_limits jsonb not null default '[]';
alter table classes add column verified_by text not null default 'asKind'
  constraint classes_verified_by check (verified_by in ('asKind', 'gridWorker', 'community', 'authorityRecord'));
-- 入格: whether a task of this class may come down to a grid from above. What residents say never asks for it.
alter table classes add column is_admitted boolean not null default true;

-- Versions of a class that are not the one in force: earlier ones, which cases keep, and later ones that wait for their day.
create table class_versions (
  class_code text not null constraint class_versions_class references classes,
  version integer not null,
  valid_from date not null,
  valid_to date,
  content jsonb not null,
  constraint class_versions_pkey primary key (class_code, version)
);
create index class_versions_by_start on class_versions (valid_from);
grant select, insert, update, delete on class_versions to gezhi_app;

-- The version of the class a case was filed under; null until then, and for what was filed before versions were kept.
alter table cases add column class_version integer;

-- Duty lists (履职事项清单, 权责清单, 权属台账): which organisation owes what where, and the clause that says so.
create table duty_items (
  id uuid constraint duty_items_pkey primary key,
  list text not null constraint duty_items_list check (list in ('street', 'department', 'asset')),
  sort text constraint duty_items_sort check (sort in ('basic', 'support', 'takenBack')),
  path text not null,
  organisation_id uuid not null constraint duty_items_organisation references organisations,
  class_code text constraint duty_items_class references classes,
  name text not null,
  clause text not null,
  source text not null,
  version integer not null default 1,
  withdrawn_at timestamptz(3),
  constraint duty_items_shape check (sort is null or list = 'street')
);
create index duty_items_by_class on duty_items (class_code, path);
create index duty_items_by_organisation on duty_items (organisation_id);

alter table duty_items enable row level security;
create policy duty_items_all on duty_items using (is_widened() or list_setting('gezhi.scope') is not null);
grant select, insert, update on duty_items to gezhi_app;
