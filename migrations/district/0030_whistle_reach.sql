-- Whistles reach whom they call: a private link for a duty phone, lists along an area, pictures sent into a whistle.

-- A link opens a voice of a case, a work order, or one call of a whistle; the matter of a call is its whistle's, a case or not.
alter table links
  alter column case_id drop not null,
  add column call_id uuid constraint links_call references whistle_calls,
  drop constraint links_kind,
  add constraint links_kind check (kind in ('report', 'workOrder', 'whistleCall')),
  add constraint links_one_thing check ((kind = 'whistleCall') = (call_id is not null) and (call_id is null) = (case_id is not null));
create index links_by_call on links (call_id) where call_id is not null;

drop function link_by_token(text, timestamptz);
create function link_by_token(wanted_hash text, at timestamptz)
returns table (id uuid, kind text, case_id uuid, report_id uuid, work_order_id uuid, call_id uuid, organisation_id uuid,
  device_hash text, is_page boolean)
language plpgsql stable security definer set search_path from current
as $$
begin
  return query
  select links.id, links.kind, links.case_id, links.report_id, links.work_order_id, links.call_id,
    coalesce(work_orders.organisation_id, whistle_calls.organisation_id), links.device_hash, links.token_hash <> wanted_hash
  from links
    left join work_orders on work_orders.id = links.work_order_id
    left join whistle_calls on whistle_calls.id = links.call_id
  where (links.token_hash = wanted_hash or links.page_hash = wanted_hash)
    and links.revoked_at is null and (links.expires_at is null or links.expires_at > at);
end
$$;
comment on function link_by_token(text, timestamptz) is 'Opening a private link, or the page it has an address for: the one record it names';
revoke all on function link_by_token(text, timestamptz) from public;
grant execute on function link_by_token(text, timestamptz) to gezhi_app;

-- Whether the whistle of a call is open, kept with the call: what waits for an organisation is found without reading what is over.
alter table whistle_calls add column is_open boolean not null default true, add column urged_at timestamptz(3);
update whistle_calls set is_open = false from whistles where whistles.id = whistle_calls.whistle_id and whistles.status = 'closed';
drop index whistle_calls_by_organisation;
create index whistle_calls_by_organisation on whistle_calls (organisation_id, called_at, id) where organisation_id is not null;
create index whistle_calls_open_by_organisation on whistle_calls (organisation_id, called_at, id) where organisation_id is not null and is_open;

drop policy whistle_calls_read on whistle_calls;
create policy whistle_calls_read on whistle_calls for select using (
  -- What asks no table stands first: an organisation's list asks nothing else.
  is_widened()
  or status not in ('awaitingApproval', 'refused', 'returned') and organisation_id is not null and is_my_organisation(organisation_id)
  or sees_whistle_subject(subject_kind, subject_id)
  or status not in ('awaitingApproval', 'refused', 'returned')
    and exists (select from links where links.call_id = whistle_calls.id and is_my_link(links.id))
);

-- One index serves both orders: the oldest open ones first, the newest of all first.
create index whistles_open_by_street on whistles (street_id, blown_at, id) where status = 'open';
create index whistles_open_by_community on whistles (community_id, blown_at, id) where status = 'open';
create index whistles_open_by_grid on whistles (grid_id, blown_at, id) where status = 'open';
create index whistles_by_street on whistles (street_id, blown_at, id);
create index whistles_by_community on whistles (community_id, blown_at, id);
create index whistles_by_grid on whistles (grid_id, blown_at, id);

-- A picture sent into a whistle: whoever sees the line sees it, also an organisation that sees no case.
alter table attachments add column line_id uuid constraint attachments_line references whistle_lines;
create index attachments_by_line on attachments (line_id) where line_id is not null;
create policy attachments_of_lines on attachments for select using (
  line_id is not null and exists (select from whistle_lines where whistle_lines.id = attachments.line_id)
);
