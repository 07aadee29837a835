#!/bin/sh
# Two roles and the database, as docs/operations.md section 4 says: one that owns, one that works. Run once, as the superuser.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set owner_password="$GEZHI_OWNER_PASSWORD" --set app_password="$GEZHI_APP_PASSWORD" <<'SQL'
create role gezhi_owner login password :'owner_password' createrole;
create role gezhi_app login password :'app_password';
create database gezhi owner gezhi_owner template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8';
grant gezhi_app to gezhi_owner;
SQL
