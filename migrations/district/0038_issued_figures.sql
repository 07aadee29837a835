-- Figures of an area and a month as they were issued (定稿); a correction (更正) is a further one, with its reason. None is changed or removed.
create table figure_issues (
  id uuid constraint figure_issues_pkey primary key,
  area_id uuid not null,
  path text not null,
  -- Its first day.
  month date not null,
  -- 1 as issued, each correction one more.
  number integer not null constraint figure_issues_number check (number >= 1),
  -- By code of the indicator: numerator, and denominator or null.
  figures jsonb not null,
  reason text constraint figure_issues_reason check ((number = 1) = (reason is null)),
  issued_by uuid not null,
  issued_at timestamptz(3) not null,
  constraint figure_issues_once unique (area_id, month, number)
);
alter table figure_issues enable row level security;
create policy figure_issues_read on figure_issues for select using (in_scope(path));
create policy figure_issues_add on figure_issues for insert with check (in_scope(path));
grant select, insert on figure_issues to gezhi_app;
