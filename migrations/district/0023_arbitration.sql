-- The district settles which organisation a case belongs to (裁定): since when the third application waits, and whom the decision binds.
alter table cases
  add column arbitration_at timestamptz(3),
  add column arbitrated_organisation_id uuid constraint cases_arbitrated_organisation references organisations;
create index cases_arbitration on cases (arbitration_at, id) where arbitration_at is not null;
create index cases_arbitrated_organisation on cases (arbitrated_organisation_id) where arbitrated_organisation_id is not null;
-- A dispatch rule (派单规则): whom a class goes to at a place from a day on, with the clause and the case it was decided in.
create table dispatch_rules (
  id uuid constraint dispatch_rules_pkey primary key,
  class_code text not null constraint dispatch_rules_class references classes,
  path text not null,
  organisation_id uuid not null constraint dispatch_rules_organisation references organisations,
  clause text not null,
  source text not null,
  case_id uuid constraint dispatch_rules_case references cases,
  starts_on date not null,
  ends_on date,
  version integer not null default 1,
  withdrawn_at timestamptz(3),
  constraint dispatch_rules_days check (ends_on is null or ends_on >= starts_on)
);
create index dispatch_rules_by_class on dispatch_rules (class_code, path);
create index dispatch_rules_by_organisation on dispatch_rules (organisation_id);
create index dispatch_rules_by_case on dispatch_rules (case_id);
alter table dispatch_rules enable row level security;
create policy dispatch_rules_all on dispatch_rules using (is_widened() or list_setting('gezhi.scope') is not null);
grant select, insert, update on dispatch_rules to gezhi_app;
