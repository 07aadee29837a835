-- The last day a row counts on; one that is only open still counts on none of the days since. Days and weeks of a street or the district
-- are the months before, summed in advance, and the rows told of since their month began.
alter table indicator_rows add column told_on date
  generated always as (greatest(opened_on, filed_on, due_on, done_on, settled_on, ended_on, reopened_on)) stored;
create index indicator_rows_by_told on indicator_rows (told_on);
