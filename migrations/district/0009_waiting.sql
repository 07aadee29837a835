-- What waits for the people of one grid: its open cases alone, oldest first. A grid's closed ones only ever grow.
create index cases_waiting_by_grid on cases (grid_id, reported_at, id)
  where status in ('collected', 'confirming', 'filed', 'dispatched', 'handling', 'feedback', 'verifying');

-- What the district itself holds.
create index cases_waiting_at_district on cases (reported_at, id)
  where held_level = 'district'
    and status in ('collected', 'confirming', 'filed', 'dispatched', 'handling', 'feedback', 'verifying');
