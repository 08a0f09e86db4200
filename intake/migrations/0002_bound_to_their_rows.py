"""Sealed columns say by what they name their row; the tables stay as they are."""

from django.db import migrations

from columns.sealed import SealedTextField

ROW = ("batch_id", "place")


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [
        migrations.AlterField("importrow", "cells", SealedTextField(bound_to=ROW, verbose_name="原表各格")),
        migrations.AlterField("importrow", "secret", SealedTextField(bound_to=ROW, verbose_name="身份证号和电话")),
        migrations.AlterField("importsource", "body", SealedTextField(bound_to=("batch_id",), verbose_name="内容")),
    ]
