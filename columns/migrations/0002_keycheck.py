"""The check values of the keys; only hf_system may mark one as no longer needed."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("columns", "0001_grants")]
    operations = [
        migrations.CreateModel(
            name="KeyCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(choices=[("field", "加密"), ("blind", "索引")], max_length=5, verbose_name="用途")),
                ("key_id", models.CharField(max_length=20, verbose_name="密钥编号")),
                ("suite", models.CharField(choices=[("intl", "国际算法"), ("gm", "国密算法")], max_length=4, verbose_name="启用时的算法")),
                ("value", models.BinaryField(max_length=16, verbose_name="校验值")),
                ("since", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间")),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
            ],
            options={
                "verbose_name": "密钥校验值",
                "verbose_name_plural": "密钥校验值",
                "constraints": [
                    models.UniqueConstraint(fields=("purpose", "key_id"), name="key_once"),
                    models.CheckConstraint(condition=models.Q(("purpose__in", ["blind", "field"])), name="key_purpose_known"),
                ],
            },
        ),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON columns_keycheck FROM hf_app;"
            "REVOKE DELETE ON columns_keycheck FROM hf_system",
            migrations.RunSQL.noop,
        ),
    ]
