"""The published arrangements of 2020 to 2026, so that working-day terms are right from the start."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "holidays.json"


def load(apps, _schema_editor):
    Holiday = apps.get_model("workdays", "Holiday")
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    Holiday.objects.bulk_create(
        [Holiday(day=day, is_workday=working, name=name) for day, working, name in rows]
    )


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
