"""The built-in instrument HFPJ-40, version 1, published: data, not code."""

import json
from datetime import date
from pathlib import Path

from django.db import migrations

from evaluation.rules.instrument import faults, read

DATA = Path(__file__).parent.parent / "data" / "hfpj40.json"


def load(apps, _schema_editor):
    data = json.loads(DATA.read_text(encoding="utf-8"))
    # A published version can never be put right, so a faulty one is not published.
    if found := faults(read(data)):
        raise ValueError("；".join(found))
    apps.get_model("evaluation", "Instrument").objects.create(
        series=data["instrument"]["code"],
        number=data["instrument"]["version"],
        title=data["instrument"]["name"],
        status="published",
        basis="系统内置通用指标，各地可按本地评价办法调整",
        valid_from=date(2026, 1, 1),
        data=data,
    )


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
