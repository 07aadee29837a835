-- The ground: grids, compounds, buildings, public places and their printed codes.

-- A grid (网格). Its boundary is GeoJSON in CGCS2000; a changed boundary is a new row, the old one keeps its validity.
create table grids (
  id uuid constraint grids_pkey primary key,
  area_id uuid not null,
  street_id uuid,
  community_id uuid,
  parent_id uuid constraint grids_parent references grids,
  kind text not null constraint grids_kind check (kind in ('general', 'micro', 'dedicated')),
  key text not null,
  path text not null,
  code text not null,
  name text not null,
  boundary jsonb not null,
  -- What the index in memory is made of: 150,000 grids are read in 2 s from these, in 7 s from the boundaries.
  corners bytea not null generated always as (packed_corners(boundary)) stored,
  source_crs text not null,
  min_longitude double precision not null,
  min_latitude double precision not null,
  max_longitude double precision not null,
  max_latitude double precision not null,
  area_m2 double precision not null,
  households integer,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3),
  follows_id uuid constraint grids_follows references grids,
  -- The grid_revision that last touched this row: what a process with an older index reads again.
  changed_revision bigint not null default 1,
  version integer not null default 1
);
create unique index grids_code_unique on grids (code) where valid_to is null;
create unique index grids_path_unique on grids (path) where valid_to is null;
create index grids_by_area on grids (area_id);
create index grids_by_parent on grids (parent_id) where parent_id is not null;
create index grids_by_follows on grids (follows_id) where follows_id is not null;
create index grids_by_revision on grids (changed_revision);
-- From west to east, in pages, for the index in memory.
create index grids_by_west on grids (min_longitude, id) where valid_to is null;

-- A compound (小区) or courtyard (院落).
create table compounds (
  id uuid constraint compounds_pkey primary key,
  community_id uuid not null,
  path text not null,
  name text not null,
  nickname text,
  kind text not null constraint compounds_kind check (kind in ('compound', 'courtyard')),
  version integer not null default 1
);
create index compounds_by_community on compounds (community_id, name);

-- A building (楼栋). A renamed one keeps its former address.
create table buildings (
  id uuid constraint buildings_pkey primary key,
  compound_id uuid constraint buildings_compound references compounds,
  grid_id uuid,
  community_id uuid not null,
  path text not null,
  name text not null,
  address text not null,
  former_address text,
  entrances integer not null,
  storeys integer not null,
  households integer not null,
  longitude double precision not null,
  latitude double precision not null,
  source_crs text not null,
  source_longitude double precision not null,
  source_latitude double precision not null,
  version integer not null default 1
);
create index buildings_by_community on buildings (community_id, name);
create index buildings_by_compound on buildings (compound_id) where compound_id is not null;

-- A public place that carries a printed code.
create table places (
  id uuid constraint places_pkey primary key,
  kind text not null,
  name text not null,
  building_id uuid constraint places_building references buildings,
  grid_id uuid,
  street_id uuid,
  community_id uuid,
  path text not null,
  longitude double precision not null,
  latitude double precision not null,
  source_crs text not null,
  source_longitude double precision not null,
  source_latitude double precision not null,
  closed_at timestamptz(3),
  version integer not null default 1
);
create index places_by_community on places (community_id, name);
create index places_by_building on places (building_id) where building_id is not null;

-- A printed code (码牌). Never reused; it may be pointed at another place, or retired.
create table place_codes (
  code text constraint place_codes_pkey primary key,
  place_id uuid not null constraint place_codes_place references places,
  issued_at timestamptz(3) not null,
  pointed_at timestamptz(3) not null,
  retired_at timestamptz(3),
  version integer not null default 1
);
create index place_codes_by_place on place_codes (place_id);

-- When the set of valid grids last changed: every process compares it with what it has indexed.
create table grid_revision (
  only_row boolean constraint grid_revision_pkey primary key default true constraint grid_revision_single check (only_row),
  revision bigint not null
);
insert into grid_revision (revision) values (1);
