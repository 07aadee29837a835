-- Several limits on one case, one after the other (停止 → 处罚 → 拆除): which of its class's stages an order is in, and those that are done.
alter table work_orders
  add column stage jsonb,
  add column stages_done jsonb not null default '[]';
