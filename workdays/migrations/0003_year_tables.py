"""Each year for which holidays are known gets its table; a year may be known and be without any."""

from django.db import migrations, models
from django.db.models.functions import ExtractYear


def begin(apps, _schema_editor):
    Holiday = apps.get_model("workdays", "Holiday")
    YearTable = apps.get_model("workdays", "YearTable")
    years = Holiday.objects.order_by().annotate(year=ExtractYear("day")).values_list("year", flat=True)
    YearTable.objects.bulk_create(
        [YearTable(year=year, document="系统自带") for year in sorted(set(years))]
    )


class Migration(migrations.Migration):
    dependencies = [("workdays", "0002_holidays")]
    operations = [
        migrations.CreateModel(
            name="YearTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年份")),
                ("document", models.CharField(max_length=100, verbose_name="依据文件")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
            ],
            options={
                "verbose_name": "年度工作日历",
                "verbose_name_plural": "年度工作日历",
                "ordering": ["year"],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
