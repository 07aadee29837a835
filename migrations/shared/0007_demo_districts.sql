-- What only demo districts have: a clock that can be moved, and a way to be made anew.

alter table districts add constraint districts_demo_unique unique (id, is_demo);

-- How far the clock of a demo district runs ahead, and since when it is being made anew. A real district can have no row here.
create table demo_districts (
  district_id uuid constraint demo_districts_pkey primary key,
  is_demo boolean not null default true constraint demo_districts_only_demo check (is_demo),
  ahead_ms bigint not null default 0 constraint demo_districts_only_forward check (ahead_ms >= 0),
  moved_at timestamptz(3),
  remake_id uuid,
  remaking_since timestamptz(3),
  remade_at timestamptz(3),
  constraint demo_districts_district foreign key (district_id, is_demo) references districts (id, is_demo)
);
grant select, insert, update on demo_districts to gezhi_app;
