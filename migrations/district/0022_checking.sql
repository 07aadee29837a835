-- Who was drawn to re-check a closed case, until when a review is made, when a rating was answered; what pictures look like; what was heard by calling back.
alter table cases
  add column rechecker_id uuid,
  add column review_due_at timestamptz(3),
  add column rating_answered_at timestamptz(3);
create index cases_drawn_for on cases (rechecker_id, closed_at desc) where rechecker_id is not null;

-- What a picture looks like: cells of colour, and four parts of its frequencies of which a copy shares at least one.
create table picture_prints (
  attachment_id uuid constraint picture_prints_pkey primary key
    constraint picture_prints_attachment references attachments on delete cascade,
  frequencies text not null,
  cells text not null,
  parts text[] not null,
  -- Earlier pictures of which this one is a copy, the earliest first, as they stood when it arrived.
  alike_ids uuid[] not null default '{}',
  made_at timestamptz(3) not null
);
create index picture_prints_by_part on picture_prints using gin (parts);

alter table picture_prints enable row level security;
create policy picture_prints_all on picture_prints using (is_widened());
grant select, insert, delete on picture_prints to gezhi_app;

-- One call back (回访) after a closing and what was said on it; kept apart from the rating and from what the handler claimed.
create table callbacks (
  id uuid constraint callbacks_pkey primary key,
  case_id uuid not null constraint callbacks_case references cases,
  report_id uuid not null constraint callbacks_report references case_reports,
  -- The closing that was asked about; closed again, a case can be called back again.
  closed_at timestamptz(3) not null,
  path text not null,
  secrecy text not null,
  street_id uuid,
  community_id uuid,
  grid_id uuid,
  outcome text not null constraint callbacks_outcome check (outcome in ('reached', 'noAnswer', 'wrongNumber', 'declined')),
  is_solved boolean,
  manner text constraint callbacks_manner check (manner in ('good', 'fair', 'poor')),
  called_by uuid not null,
  called_at timestamptz(3) not null,
  constraint callbacks_answered check ((outcome = 'reached') = (is_solved is not null) and (is_solved is not null or manner is null))
);
create index callbacks_by_case on callbacks (case_id, called_at desc);
create index callbacks_by_report on callbacks (report_id);
create index callbacks_by_street on callbacks (street_id, called_at desc, id desc);
create index callbacks_by_community on callbacks (community_id, called_at desc, id desc);
create index callbacks_by_time on callbacks (called_at desc, id desc);

alter table callbacks enable row level security;
create policy callbacks_read on callbacks for select using (is_widened() or in_scope(path, secrecy));
create policy callbacks_add on callbacks for insert with check (is_widened());
grant select, insert on callbacks to gezhi_app;
