"""Tables belong to hf_owner; hf_app and hf_system may use them, and nothing else may."""

from django.db import migrations

GRANTS = """
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hf_app')
     OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hf_system') THEN
    RAISE EXCEPTION '数据库里还没有 hf_app、hf_system 两个角色，请先按运维手册“数据库角色”一节建立。';
  END IF;
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO hf_app, hf_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO hf_app, hf_system;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO hf_app, hf_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hf_app, hf_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO hf_app, hf_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO hf_app, hf_system;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(GRANTS, migrations.RunSQL.noop)]
