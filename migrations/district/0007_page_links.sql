-- The address of a resident's page opens the stations only; own words, pictures and moves need the link itself.

alter table links add column page_hash text constraint links_page_unique unique;

drop function link_by_token(text, timestamptz);
create function link_by_token(wanted_hash text, at timestamptz)
returns table (id uuid, kind text, case_id uuid, report_id uuid, work_order_id uuid, organisation_id uuid, device_hash text,
  is_page boolean)
language plpgsql stable security definer set search_path from current
as $$
begin
  return query
  select links.id, links.kind, links.case_id, links.report_id, links.work_order_id, work_orders.organisation_id, links.device_hash,
    links.token_hash <> wanted_hash
  from links left join work_orders on work_orders.id = links.work_order_id
  where (links.token_hash = wanted_hash or links.page_hash = wanted_hash)
    and links.revoked_at is null and (links.expires_at is null or links.expires_at > at);
end
$$;
comment on function link_by_token(text, timestamptz) is 'Opening a private link, or the page it has an address for: the one record it names';
revoke all on function link_by_token(text, timestamptz) from public;
grant execute on function link_by_token(text, timestamptz) to gezhi_app;
