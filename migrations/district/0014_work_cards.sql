-- Work cards with a public page that tells whether they are still good, and what the daily and monthly lists are read along.

-- A work card (工作证): printed for one post, with a code that opens its verification page. Only the hash of its token is kept.
create table work_cards (
  id uuid constraint work_cards_pkey primary key,
  token_hash text not null constraint work_cards_token_unique unique,
  account_id uuid not null,
  post_id uuid not null constraint work_cards_post references posts,
  street_id uuid,
  community_id uuid,
  grid_id uuid,
  path text not null,
  issued_at timestamptz(3) not null,
  issued_by uuid,
  valid_until date not null,
  revoked_at timestamptz(3),
  revoked_by uuid
);
create index work_cards_by_post on work_cards (post_id, issued_at desc);
create unique index work_cards_one_in_force on work_cards (post_id) where revoked_at is null;

alter table work_cards enable row level security;
create policy work_cards_read on work_cards for select using (in_scope(path));
create policy work_cards_add on work_cards for insert with check (is_widened());
create policy work_cards_change on work_cards for update using (is_widened());
grant select, insert, update on work_cards to gezhi_app;

-- What was closed since a moment, street by street: a case enters when it is closed, not at every move before.
create index cases_closed_by_street on cases (street_id, closed_at, id) where closed_at is not null;
create index cases_closed_by_community on cases (community_id, closed_at, id) where closed_at is not null;
-- What ended in another way since a moment: one move in ten cases or so.
create index case_moves_ended on case_moves (at, id) where verb in ('reject', 'cancel', 'withdraw', 'merge');
