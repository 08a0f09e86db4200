"""Row-level security of the record: who finds which entry (docs/decisions/the-record.md)."""

from django.db import migrations

# Roles and units are asked once per statement; the bodies are read when they run, so that this
# app depends on no table above it.
READER = """
CREATE FUNCTION hf_record_role() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN (SELECT u.role FROM public.accounts_user u
           WHERE u.is_active AND u.id = nullif(current_setting('app.user_id', true), '')::bigint);
END $$;
CREATE FUNCTION hf_record_unit() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN (SELECT u.unit_id FROM public.accounts_user u
           WHERE u.is_active AND u.id = nullif(current_setting('app.user_id', true), '')::bigint);
END $$;
"""

UID = "(SELECT nullif(current_setting('app.user_id', true), '')::bigint)"
ROLE = "(SELECT hf_record_role())"
# Who leads a dossier: the office of the organ that keeps it. The list of dossiers has walls of its
# own, so whoever may not find the dossier finds no entry about it either.
LEADS = """{role} IN ('director', 'officer', 'leader') AND EXISTS (
  SELECT 1 FROM cases_dossierrow r
   WHERE r.dossier_id = {table}.dossier_id AND r.owner_id = (SELECT hf_record_unit()))"""

ENTRY = f"""
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY record_program ON audit_entry TO hf_system, hf_owner USING (true) WITH CHECK (true);
-- Whatever happens is written, whoever asks, also before anybody has signed in.
CREATE POLICY record_write ON audit_entry FOR INSERT TO hf_app WITH CHECK (true);
-- The first line: INSERT ... RETURNING reads the new row back, which its own transaction may do.
CREATE POLICY record_read ON audit_entry FOR SELECT TO hf_app USING (
  xid = pg_current_xact_id_if_assigned()
  OR actor_id = {UID}
  OR {ROLE} = 'auditor'
  OR ({ROLE} = 'security' AND actor_role <> 'security')
  OR (dossier_id IS NOT NULL AND {LEADS.format(role=ROLE, table="audit_entry")})
);
"""

PURPOSE = f"""
ALTER TABLE audit_statedpurpose ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_statedpurpose FORCE ROW LEVEL SECURITY;
CREATE POLICY purpose_program ON audit_statedpurpose TO hf_system, hf_owner
  USING (true) WITH CHECK (true);
CREATE POLICY purpose_write ON audit_statedpurpose FOR INSERT TO hf_app
  WITH CHECK (user_id = {UID});
CREATE POLICY purpose_read ON audit_statedpurpose FOR SELECT TO hf_app USING (
  user_id = {UID} OR ({LEADS.format(role=ROLE, table="audit_statedpurpose")})
);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_record_signed"),
        # Tables that a policy names must exist; nothing of these apps is imported.
        ("accounts", "0002_people_and_rights"),
        ("cases", "0001_initial"),
    ]
    operations = [migrations.RunSQL(READER), migrations.RunSQL(ENTRY), migrations.RunSQL(PURPOSE)]
