#!/bin/sh
# Runs once, when the postgres container makes its cluster: the roles, and who owns the database.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --file /roles/roles.sql
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set owner_password="$HF_OWNER_PASSWORD" --set app_password="$HF_APP_PASSWORD" <<'SQL'
ALTER ROLE hf_owner PASSWORD :'owner_password';
ALTER ROLE hf_app PASSWORD :'app_password';
ALTER DATABASE huifang OWNER TO hf_owner;
SQL
