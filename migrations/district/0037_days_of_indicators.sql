-- The last day a row counts on; one that is only open still counts on none of the days since. What counted in some days are the short
-- rows opened in them or the month before, and the few long ones told of since. Days and weeks of a street or the district are the
-- months before, summed in advance, and these rows.
alter table indicator_rows
  add column told_on date generated always as (greatest(opened_on, filed_on, due_on, done_on, settled_on, ended_on, reopened_on)) stored,
  add column is_long boolean
    generated always as (greatest(opened_on, filed_on, due_on, done_on, settled_on, ended_on, reopened_on) - opened_on > 31) stored;
create index indicator_rows_long on indicator_rows (told_on) where is_long;
