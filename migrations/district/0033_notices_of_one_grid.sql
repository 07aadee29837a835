-- Notices: a lead of one grid acts for the community there, and is told of the matters of that grid.
drop policy notices_read on notices;
create policy notices_read on notices for select using (
  is_widened()
  or (to_path is not null and in_scope(path) and sees_case_by_area(case_id))
  or (to_organisation_id is not null and is_my_organisation(to_organisation_id) and sees_case(case_id))
  or (is_mine(to_account_id) and sees_case(case_id))
);
