-- What runs by the clock.

-- When an entry of src/schedule.ts is due next in a district ('' for the city). Whoever moves due_at on runs it, and nobody else.
create table schedule_runs (
  entry text not null,
  district_key text not null,
  due_at timestamptz(3) not null,
  constraint schedule_runs_pkey primary key (entry, district_key)
);
grant select, insert, update on schedule_runs to gezhi_app;
