-- 管理等级 of the ground of a grid (A, B, C), by which a class may have a limit of its own; a micro-grid has its grid's.
alter table grids add column area_grade text
  constraint grids_area_grade check (area_grade is null or (area_grade in ('A', 'B', 'C') and kind <> 'micro'));

-- How severe this one is, settled with its class; null: as the class has it.
alter table cases add column severity text
  constraint cases_severity check (severity in ('slight', 'normal', 'severe'));
