"""Each of 三员 carries a staff number, so that one person cannot hold two of them."""

from django.db import migrations, models

STEWARDS = ["admin", "auditor", "security"]
NUMBER = """
UPDATE accounts_user SET staff_no = username
 WHERE role IN ('admin', 'auditor', 'security') AND coalesce(staff_no, '') = ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_people_and_rights"),
    ]

    operations = [
        migrations.RunSQL(NUMBER, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", STEWARDS), _negated=True),
                    models.Q(
                        ("staff_no__isnull", False),
                        models.Q(("staff_no", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="user_steward_is_a_person",
            ),
        ),
    ]
