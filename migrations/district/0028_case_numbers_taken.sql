-- The number of a case is taken in the statement that saves the case: whoever reports next waits for one trip less.

create function next_case_number(wanted_day date) returns text
language plpgsql
as $$
declare
  taken integer;
begin
  insert into case_numbers (day, last_serial) values (wanted_day, 1)
  on conflict (day) do update set last_serial = case_numbers.last_serial + 1
  returning last_serial into taken;
  return to_char(wanted_day, 'YYMMDD') || lpad(taken::text, greatest(4, length(taken::text)), '0');
end
$$;
comment on function next_case_number(date) is 'The next number of a day, without gaps and in order: the row of the day stays locked until the transaction ends';
