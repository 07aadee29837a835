-- The suggestion box: what people say about the platform itself and about those who serve, outside any case.

-- One remark in the box. Its words and the phone, if one was left, are encrypted.
create table remarks (
  id uuid constraint remarks_pkey primary key,
  words_cipher text not null,
  phone_cipher text,
  page text not null,
  path text not null,
  received_at timestamptz(3) not null,
  read_by uuid,
  read_at timestamptz(3)
);
create index remarks_by_time on remarks (received_at desc, id desc);
create index remarks_unread on remarks (received_at desc, id desc) where read_at is null;

alter table remarks enable row level security;
create policy remarks_read on remarks for select using (in_scope(path));
create policy remarks_add on remarks for insert with check (coalesce(current_setting('gezhi.writer', true), '') <> '');
create policy remarks_change on remarks for update using (in_scope(path));
grant select, insert, update on remarks to gezhi_app;
