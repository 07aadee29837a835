-- A day off by law stands in the calendar before the notice of its year is out; what falls due then is said to be provisional.
alter table work_calendar add column is_assumed boolean not null default false;
