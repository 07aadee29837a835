-- What the application role may do in the shared schema.

grant usage on schema shared to gezhi_app;
grant select, insert, update on all tables in schema shared to gezhi_app;
grant delete on attempts, one_time_secrets, external_identities, sessions to gezhi_app;
revoke insert, update on districts, field_keys from gezhi_app;
revoke update on door_audit from gezhi_app;
revoke all on migrations from gezhi_app;
grant select on migrations to gezhi_app;
