-- The three roles of the database, the same here and in production (docs/operations.md).
--   hf_owner   owns every table and migrates; nothing serves as it
--   hf_app     serves web, worker, beat and commands; owns nothing, bypasses nothing
--   hf_system  is entered by SET LOCAL ROLE in named system jobs only
CREATE ROLE hf_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE hf_app LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE hf_system NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
GRANT hf_system TO hf_app;
