-- 常用语: sentences a person writes many times a day, kept for that person alone.

-- One sentence of one person; lower positions stand first. It is text for opinions, never about somebody.
create table phrases (
  id uuid constraint phrases_pkey primary key,
  account_id uuid not null,
  words text not null,
  position integer not null,
  changed_at timestamptz(3) not null
);
create index phrases_by_account on phrases (account_id, position, id);

alter table phrases enable row level security;
create policy phrases_own on phrases using (is_mine(account_id));
grant select, insert, update, delete on phrases to gezhi_app;
