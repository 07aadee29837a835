-- Who is on duty where, what one shift hands to the next, and what those above ask about a case.

-- A shift of the roster (值班表): a person, or the duty phone of an organisation, answers at a place from one instant to another.
-- The place is the area or grid of `path`; with an organisation it is that one's crew or duty room.
create table duty_shifts (
  id uuid constraint duty_shifts_pkey primary key,
  path text not null,
  street_id uuid,
  community_id uuid,
  grid_id uuid constraint duty_shifts_grid references grids,
  organisation_id uuid constraint duty_shifts_organisation references organisations,
  kind text not null constraint duty_shifts_kind check (kind in ('lead', 'day', 'night', 'standby')),
  account_id uuid,
  answering_id uuid constraint duty_shifts_answering references organisations,
  from_at timestamptz(3) not null,
  to_at timestamptz(3) not null,
  set_by uuid,
  set_at timestamptz(3) not null,
  removed_by uuid,
  removed_at timestamptz(3),
  version integer not null default 1,
  constraint duty_shifts_period check (to_at >= from_at),
  constraint duty_shifts_one_answers check (account_id is null or answering_id is null)
);
create index duty_shifts_by_place on duty_shifts (path, to_at) where organisation_id is null and removed_at is null;
create index duty_shifts_by_community on duty_shifts (community_id, to_at) where organisation_id is null and removed_at is null;
create index duty_shifts_by_grid on duty_shifts (grid_id) where grid_id is not null;
create index duty_shifts_by_organisation on duty_shifts (organisation_id, to_at) where organisation_id is not null;
create index duty_shifts_by_answering on duty_shifts (answering_id) where answering_id is not null;
create index duty_shifts_by_account on duty_shifts (account_id, to_at) where account_id is not null;

-- The shifts a place wants filled, by weekday: what is not filled is an empty post (空岗).
create table duty_patterns (
  id uuid constraint duty_patterns_pkey primary key,
  path text not null,
  street_id uuid,
  community_id uuid,
  grid_id uuid constraint duty_patterns_grid references grids,
  organisation_id uuid constraint duty_patterns_organisation references organisations,
  slots jsonb not null,
  changed_by uuid,
  changed_at timestamptz(3) not null,
  version integer not null default 1,
  constraint duty_patterns_unique unique nulls not distinct (path, organisation_id)
);
create index duty_patterns_by_community on duty_patterns (community_id) where community_id is not null;
create index duty_patterns_by_grid on duty_patterns (grid_id) where grid_id is not null;
create index duty_patterns_by_organisation on duty_patterns (organisation_id) where organisation_id is not null;

-- A hand-over (交接班) of a desk: who leaves has written it, who comes confirms it.
create table handovers (
  id uuid constraint handovers_pkey primary key,
  path text not null,
  street_id uuid,
  community_id uuid,
  grid_id uuid constraint handovers_grid references grids,
  organisation_id uuid constraint handovers_organisation references organisations,
  written_by uuid not null,
  written_at timestamptz(3) not null,
  to_account_id uuid,
  next_until timestamptz(3),
  confirmed_by uuid,
  confirmed_at timestamptz(3)
);
create index handovers_by_place on handovers (path, written_at desc, id desc) where organisation_id is null;
create index handovers_by_grid on handovers (grid_id) where grid_id is not null;
create index handovers_by_organisation on handovers (organisation_id, written_at desc, id desc) where organisation_id is not null;

-- A case that was open when a desk was handed over: why it was the desk's, and until when.
create table handover_items (
  id uuid constraint handover_items_pkey primary key,
  handover_id uuid not null constraint handover_items_handover references handovers,
  case_id uuid not null constraint handover_items_case references cases,
  reason text not null,
  due_at timestamptz(3)
);
create index handover_items_by_handover on handover_items (handover_id);
create index handover_items_by_case on handover_items (case_id);

-- What was written at a hand-over, apart from it so that the law's erasure is possible.
create table handover_texts (
  id uuid constraint handover_texts_pkey primary key,
  handover_id uuid not null constraint handover_texts_handover references handovers,
  words text not null,
  written_by uuid not null,
  written_at timestamptz(3) not null,
  erased_at timestamptz(3),
  erased_by_rule text
);
create index handover_texts_by_handover on handover_texts (handover_id);

-- A directive on a case (批示、督办、催办) with the time its reply is due. Its words and the reply's are in case_texts.
create table directives (
  id uuid constraint directives_pkey primary key,
  case_id uuid not null constraint directives_case references cases,
  kind text not null constraint directives_kind check (kind in ('instruct', 'supervise', 'remind')),
  issued_by uuid not null,
  issued_role text not null,
  issued_path text not null,
  issued_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  to_level text,
  to_path text,
  to_organisation_id uuid constraint directives_organisation references organisations,
  work_order_id uuid constraint directives_order references work_orders,
  text_id uuid not null,
  replied_by uuid,
  replied_at timestamptz(3),
  is_relayed boolean not null default false,
  reply_text_id uuid
);
create index directives_by_case on directives (case_id, issued_at);
create index directives_by_issuer on directives (issued_by, issued_at desc, id desc);
create index directives_waiting on directives (to_path, due_at) where replied_at is null;
create index directives_by_organisation on directives (to_organisation_id, due_at) where to_organisation_id is not null;
create index directives_by_order on directives (work_order_id) where work_order_id is not null;

-- Send-backs that wait to be decided, wherever their case is held; few at any time.
create index work_orders_send_back_asked on work_orders (issued_at, id) where status = 'sendBackAsked';
-- The orders somebody was put on by name.
create index work_orders_by_assignee on work_orders (assigned_account_id, issued_at desc, id desc)
  where assigned_account_id is not null;

alter table duty_shifts enable row level security;
create policy duty_shifts_all on duty_shifts using (
  (organisation_id is null and in_scope(path)) or is_mine(account_id) or coalesce(is_my_organisation(organisation_id), false)
  or is_widened()
);
alter table duty_patterns enable row level security;
create policy duty_patterns_all on duty_patterns using (
  (organisation_id is null and in_scope(path)) or coalesce(is_my_organisation(organisation_id), false) or is_widened()
);
-- What an organisation hands over inside is nobody else's.
alter table handovers enable row level security;
create policy handovers_all on handovers using (
  is_widened() or is_mine(written_by) or is_mine(to_account_id)
  or (organisation_id is null and in_scope(path)) or coalesce(is_my_organisation(organisation_id), false)
);
alter table handover_items enable row level security;
create policy handover_items_all on handover_items using (
  is_widened() or exists (select from handovers where handovers.id = handover_items.handover_id)
);
alter table handover_texts enable row level security;
create policy handover_texts_all on handover_texts using (
  is_widened() or exists (select from handovers where handovers.id = handover_texts.handover_id)
);
-- An organisation reads what it was asked itself, not what others were.
alter table directives enable row level security;
create policy directives_read on directives for select using (
  is_widened() or sees_case_by_area(case_id)
  or (to_organisation_id is not null and is_my_organisation(to_organisation_id) and sees_case(case_id))
  or (work_order_id is not null and exists (
    select from work_orders where work_orders.id = directives.work_order_id and is_mine(work_orders.assigned_account_id)))
);
create policy directives_add on directives for insert with check (is_widened());
create policy directives_change on directives for update using (is_widened());

grant select, insert, update on duty_shifts, duty_patterns, handovers, handover_texts, directives to gezhi_app;
grant select, insert on handover_items to gezhi_app;
