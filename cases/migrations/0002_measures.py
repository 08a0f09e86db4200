"""The measure catalogue with its aliases: data with article and months, not code."""

from django.db import migrations

from clocks.catalogue import measure_rows


def load(apps, _schema_editor):
    Measure = apps.get_model("cases", "Measure")
    Measure.objects.bulk_create(
        [
            Measure(
                code=row["code"],
                system=row["system"],
                name=row["name"],
                aliases=row.get("aliases", []),
                spec=row,
                order=order,
            )
            for order, row in enumerate(measure_rows())
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
