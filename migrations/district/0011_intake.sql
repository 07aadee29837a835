-- Send-backs that wait for a decision: few at any time, among all the orders there ever were.
create index work_orders_send_back_asked on work_orders (case_id) where status = 'sendBackAsked';
