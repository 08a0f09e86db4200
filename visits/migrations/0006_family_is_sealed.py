"""Who of the family was spoken with is sealed as their words are; sealed columns name their row."""

from django.db import migrations

from columns.sealed import SealedTextField
from columns.sealing import seal_column

RELATIONS = [("spouse", "配偶"), ("parent", "父母"), ("child", "子女"), ("other", "其他亲友")]
VISIT, ASSESSMENT = ("visit_id",), ("assessment_id",)


def seal_relation(_apps, editor):
    seal_column(editor, table="visits_familytalk", column="relation", bound_to=VISIT)


def relation(model):
    return migrations.AlterField(
        model, "relation", SealedTextField(bound_to=VISIT, choices=RELATIONS, verbose_name="关系")
    )


def bound(model, name, verbose_name, bound_to):
    """Nothing of the table changes."""
    return migrations.AlterField(
        model, name, SealedTextField(bound_to=bound_to, verbose_name=verbose_name)
    )


class Migration(migrations.Migration):
    dependencies = [("visits", "0005_half_yearly_talks"), ("columns", "0002_keycheck")]
    operations = [
        bound("assessmentnote", "approach", "沟通要点", ASSESSMENT),
        bound("assessmentnote", "family", "家庭情况", ASSESSMENT),
        bound("assessmentnotehistory", "approach", "沟通要点", ASSESSMENT),
        bound("assessmentnotehistory", "family", "家庭情况", ASSESSMENT),
        bound("draft", "sealed", "内容", ("author_id", "dossier_id", "kind", "key")),
        bound("familytalk", "text", "要点", VISIT),
        bound("familytalkhistory", "text", "要点", VISIT),
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(seal_relation)],
            [relation("familytalk"), relation("familytalkhistory")],
        ),
    ]
