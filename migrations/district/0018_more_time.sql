-- What an organisation asks of its limit (延期, 挂账), and until when an order stands still; a case is found by it.
alter table work_orders
  add column asked_what text constraint work_orders_asked_what check (asked_what in ('extension', 'suspension')),
  add column asked_until timestamptz(3),
  add column asked_reason text,
  add column extension_count integer not null default 0,
  add column suspended_until timestamptz(3),
  add column suspension_reason text;
alter table cases add column suspended_until timestamptz(3);
