"""Building the database as `migrate` does here, beside Django's own, and whether both are equal.

python -m bench.bench_migrate

Ends with a fault when the two schemas differ by a word.
"""

import difflib
import subprocess
import sys
import time
from pathlib import Path

from bench.ground import line
from huifang.launcher.services import SUPERUSER, Services
from huifang.launcher.testing import environment

ROOT = Path(__file__).resolve().parent.parent
# Everything a migration can make, one line each.
SCHEMA = """
SELECT concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                 a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity) AS line
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT concat_ws(' ', 'policy', tablename, policyname, roles, cmd, qual, with_check)
  FROM pg_policies
UNION ALL
SELECT concat_ws(' ', 'table', relname, relkind, relrowsecurity, relforcerowsecurity, relacl)
  FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL
SELECT pg_get_functiondef(p.oid) FROM pg_proc p
 WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
   AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
 ORDER BY 1
"""
THEIRS = (
    "import django; django.setup()\n"
    "from contextlib import nullcontext\n"
    "from django.core.management import call_command\n"
    "from huifang.management.commands import migrate\n"
    "migrate.without_rebuild = nullcontext\n"
    "call_command(migrate.Command(), verbosity=0, skip_checks=True)\n"
)
OURS = (
    "import django; django.setup()\n"
    "from django.core.management import call_command\n"
    "from huifang.management.commands import migrate\n"
    "call_command(migrate.Command(), verbosity=0, skip_checks=True)\n"
)


def main() -> None:
    services = Services()
    services.start()
    try:
        both = [built(services, "ours", OURS), built(services, "theirs", THEIRS)]
    finally:
        services.stop()
    seconds, schemas = zip(*both, strict=True)
    line("Django's migrate, empty database", (seconds[1], "s"))
    line("ours", (seconds[0], "s"), (seconds[0] / seconds[1], "x Django's"))
    differences = list(difflib.unified_diff(schemas[1], schemas[0], lineterm="", n=0))
    if differences:
        raise SystemExit("\n".join(differences[:40]))
    print(f"equal schemas, {len(schemas[0]):,} lines")


def built(services: Services, name: str, program: str) -> tuple[float, list[str]]:
    """(seconds, the lines of the schema)."""
    import psycopg

    database = f"hf_{name}"
    with psycopg.connect(services.endpoints.dsn(SUPERUSER), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database} OWNER hf_owner")
    url = services.endpoints.database_url("hf_owner", database)
    env = {
        **environment(services),
        "DJANGO_SETTINGS_MODULE": "huifang.settings",
        "DATABASE_URL": url,
        "MIGRATION_DATABASE_URL": url,
    }
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, check=True)
    seconds = time.perf_counter() - began
    with psycopg.connect(services.endpoints.dsn(SUPERUSER, database)) as connection:
        rows = [row[0] for row in connection.execute(SCHEMA).fetchall()]
    return seconds, "\n".join(rows).splitlines()


if __name__ == "__main__":
    main()
