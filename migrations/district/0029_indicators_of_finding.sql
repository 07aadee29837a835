-- 派遣及时率, 漏报率, 挂账率 and 监督举报率: what they need beside what is counted already, and the rows that were counted without it.
insert into indicators (family, sequence, code, version, name_zh, name_en, numerator, denominator, source, valid_from) values
  ('intake', 42, 'staffToPublicRate', 1, '监督举报率', 'Found by staff, of staff and public', 'filedByStaff', 'filedByStaffOrPublic', 'GB/T 30428.4 参照', '2000-01-01'),
  ('intake', 44, 'missRate', 1, '漏报率', 'Miss rate', 'missed', 'foundOrMissed', 'GB/T 30428.4 参照；由交叉检查发现', '2000-01-01'),
  ('intake', 60, 'dispatchedOnTimeRate', 1, '派遣及时率', 'Dispatched in time', 'dispatchedOnTime', 'toDispatch', 'GB/T 30428.4 参照', '2000-01-01'),
  ('quality', 45, 'suspensionRate', 1, '挂账率', 'Suspension rate', 'ordersSuspended', 'ordersDueOrSuspended', 'GB/T 30428.4 参照；分母含挂账中的', '2000-01-01');

alter table indicator_rows add column is_dispatched_on_time boolean;
alter table indicator_rows add column suspension_count integer not null default 0;
-- By which rules a row was made: those of others are made again, so that nobody waits for all of them at once.
alter table indicator_rows add column row_rules integer not null default 1;

-- The next count looks at every case once more.
update indicator_state set seen_until = null;
