-- What stands still, by its next review: the public list of it, and the desk's filter.
create index cases_suspended on cases (suspended_until, id) where suspended_until is not null;
