-- The second lock: who sees which row. Without a scope nothing is seen.
-- Functions that ask a table are in plpgsql: it keeps their plan for the session, sql plans them again in every statement (0.5 ms).
-- `is_widened()` stands first where it would let the row through anyway: then nothing is asked.

create function sees_case_by_area(wanted_id uuid) returns boolean
language plpgsql stable
as $$ begin return exists (select from cases where cases.id = wanted_id and in_scope(cases.path, cases.secrecy)); end $$;
comment on function sees_case_by_area(uuid) is 'Whether the actor sees the case through an area, not as a handler or by a link';

create function sees_case(wanted_id uuid) returns boolean
language plpgsql stable
as $$ begin return exists (select from cases where cases.id = wanted_id); end $$;
comment on function sees_case(uuid) is 'Whether the actor sees the case in any way; row security of cases answers';

alter table organisations enable row level security;
create policy organisations_all on organisations using (is_widened() or is_my_organisation(id) or list_setting('gezhi.scope') is not null);
alter table direct_list enable row level security;
create policy direct_list_all on direct_list using (is_widened() or list_setting('gezhi.scope') is not null);
alter table posts enable row level security;
create policy posts_all on posts using (in_scope(path) or is_mine(account_id) or coalesce(is_my_organisation(organisation_id), false));
alter table grids enable row level security;
create policy grids_all on grids using (in_scope(path));
alter table compounds enable row level security;
create policy compounds_all on compounds using (in_scope(path));
alter table buildings enable row level security;
create policy buildings_all on buildings using (in_scope(path));
alter table places enable row level security;
create policy places_all on places using (in_scope(path));
alter table place_codes enable row level security;
create policy place_codes_all on place_codes using (exists (select from places where places.id = place_codes.place_id));

alter table case_access enable row level security;
create policy case_access_read on case_access for select using (
  (way = 'organisation' and is_my_organisation(subject_id))
  or (way = 'person' and is_mine(subject_id))
  or (way = 'link' and is_my_link(subject_id))
);
-- Given and taken by moves, which run widened to the district. Reading stays as above: a policy of cases may not ask back here.
create policy case_access_give on case_access for insert with check (is_widened());
create policy case_access_take on case_access for delete using (is_widened());
create policy case_access_found on case_access for select using (is_widened());

alter table cases enable row level security;
create policy cases_all on cases using (
  is_widened() or (about_account_id is null or not is_mine(about_account_id))
  and (about_organisation_id is null or not is_my_organisation(about_organisation_id))
  and (in_scope(path, secrecy) or exists (select from case_access where case_access.case_id = cases.id))
);

alter table case_reports enable row level security;
create policy case_reports_read on case_reports for select using (
  is_widened() or is_mine(reporter_id) or sees_case_by_area(case_id)
  or exists (select from links where links.report_id = case_reports.id and is_my_link(links.id))
);
alter table case_contacts enable row level security;
create policy case_contacts_read on case_contacts for select using (
  is_widened() or exists (select from case_reports where case_reports.id = case_contacts.report_id)
);

alter table work_orders enable row level security;
create policy work_orders_read on work_orders for select using (is_widened() or is_my_organisation(organisation_id) or sees_case(case_id));
alter table case_moves enable row level security;
create policy case_moves_read on case_moves for select using (is_widened() or sees_case(case_id));

alter table case_texts enable row level security;
create policy case_texts_read on case_texts for select using (
  is_widened() or sees_case_by_area(case_id)
  or (audience in ('organisation', 'public') and sees_case(case_id))
  or (audience = 'reporter' and exists (select from case_reports where case_reports.id = case_texts.report_id))
);

alter table links enable row level security;
create policy links_read on links for select using (is_widened() or is_my_link(id) or sees_case_by_area(case_id));

alter table attachments enable row level security;
create policy attachments_read on attachments for select using (
  case_id is not null and (
    sees_case_by_area(case_id)
    -- Who has a voice in the case reaches it too, and sees of the voices only the own.
    or (audience in ('organisation', 'public') and sees_case(case_id)
      and (report_id is null or not exists (select from case_reports where case_reports.case_id = attachments.case_id)))
    or exists (select from case_reports where case_reports.id = attachments.report_id)
    -- Whoever reported sees what came of it, not what other voices sent.
    or (audience in ('organisation', 'public') and report_id is null
      and exists (select from case_reports where case_reports.case_id = attachments.case_id))
  )
  -- Until a case names it nobody sees it: whoever names it proves to be the sender, see modules/attachments/rules.ts.
  or (case_id is null and is_widened())
);

-- What a move follows with is written widened, after the rules have decided. An insert asks nothing of other tables then.
create policy case_reports_add on case_reports for insert with check (is_widened());
create policy case_reports_change on case_reports for update using (is_widened());
create policy case_contacts_add on case_contacts for insert with check (is_widened());
create policy case_contacts_change on case_contacts for update using (is_widened());
create policy work_orders_add on work_orders for insert with check (is_widened());
create policy work_orders_change on work_orders for update using (is_widened());
create policy case_moves_add on case_moves for insert with check (is_widened());
create policy case_texts_add on case_texts for insert with check (is_widened());
create policy links_add on links for insert with check (is_widened());
create policy links_change on links for update using (is_widened());
create policy attachments_add on attachments for insert with check (is_widened());
create policy attachments_change on attachments for update using (is_widened());
create policy attachments_remove on attachments for delete using (is_widened());

alter table writes enable row level security;
create policy writes_all on writes using (
  is_widened()
  or made_by = nullif(current_setting('gezhi.writer', true), '')
  or list_setting('gezhi.scope') is not null
);
alter table facts enable row level security;
create policy facts_read on facts for select using (in_scope(path, secrecy));
create policy facts_write on facts for insert with check (coalesce(current_setting('gezhi.writer', true), '') <> '');
create policy facts_change on facts for update using (in_scope(path, secrecy));
create policy facts_remove on facts for delete using (in_scope(path, secrecy));
alter table timers enable row level security;
create policy timers_all on timers using (in_scope(path));
alter table audit enable row level security;
create policy audit_read on audit for select using (is_mine(actor_id) or (path is not null and in_scope(path)));
create policy audit_write on audit for insert with check (coalesce(current_setting('gezhi.writer', true), '') <> '');
alter table messages enable row level security;
create policy messages_all on messages using (is_widened() or sees_case_by_area(case_id));
