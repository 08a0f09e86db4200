"""The sweep through the database: equal to the rule, each reminder once, sent to who can act."""

import random
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Delegation
from accounts.roles import Role
from audit.models import Entry
from cases.models import DossierRow, Policy
from reminders.actions import Told
from reminders.actions.daily import remind_all
from reminders.choices import Desk, Level, State
from reminders.models import Reminder
from reminders.rules.telling import swept
from tests import factories
from tests.reminders.owing import DUE, duties, kept, noon, owe, standing, sweep
from tests.reminders.patterns import CALENDAR, DAY
from tests.visits.people import people
from visits.models import Obligation

pytestmark = pytest.mark.django_db
WEEK_BEFORE, WEEK_LATE = date(2026, 9, 23), date(2026, 10, 9)


def plain(found):
    return {key: (entry.state, entry.reason) for key, entry in found.items()}


def change(rng, dossiers):
    """Something that happens to a duty between two sweeps."""
    duty = Obligation.objects.order_by("pk")[rng.randrange(Obligation.objects.count())]
    what = rng.choice(["move", "met", "open", "withdraw", "pause", "resume", "policy", "nothing"])
    one = Obligation.objects.filter(pk=duty.pk)
    if what == "move":
        one.update(due_on=duty.due_on + timedelta(days=rng.choice([-9, 14, 40])))
    elif what == "met":
        one.update(state="met", met_on=DUE, withdrawal="")
    elif what == "withdraw":
        one.update(state="withdrawn", met_on=None, withdrawal="not_owed")
    elif what == "open":
        one.update(state="open", met_on=None, withdrawal="")
    elif what in ("pause", "resume"):
        status = "paused" if what == "pause" else "visiting"
        DossierRow.objects.filter(dossier=rng.choice(dossiers)).update(status=status)
    elif what == "policy":
        Policy.objects.update(talk_reminders=rng.choice([[30, 15, 7, 1], [20, 7], [45]]))


@pytest.mark.parametrize("seed", range(10))
def test_ten_patterns_of_silence_leave_what_the_rule_leaves(seed):
    rng = random.Random(seed)
    who = people()
    second = factories.dossier(who.office, name="陆知遥", unit=who.unit)
    files = [who.dossier, second]
    for n, kind in enumerate(["talk", "first_visit", "helper", "pre_expiry"]):
        owe(files[n % 2], kind, due_on=DUE + timedelta(days=rng.randrange(-20, 20)))
    owe(who.dossier, "talk", period="2026Q4", due_on=date(2026, 12, 31))
    expected, day = {}, date(2026, 8, 24)
    while day < date(2026, 11, 20):
        day += rng.choice([0, 1, 1, 1, 2, 5, 21]) * DAY
        change(rng, files)
        expected = swept(expected, duties(*files), on=day, calendar=CALENDAR)
        sweep(*files, on=day)
        assert kept(*files) == plain(expected), day
        # The same sweep at once a second time finds nothing to do.
        assert sweep(*files, on=day).is_nothing


def test_a_talk_is_told_to_its_helper_then_to_the_secretary_and_the_office():
    who = people()
    factories.user(Role.UNIT, who.unit, name="单位账号")
    owe(who.dossier, "talk")
    sweep(who.dossier, on=WEEK_BEFORE)
    assert standing(who.dossier) == [("owner", -7, "helper", "冯修远")]
    sweep(who.dossier, on=WEEK_LATE)
    assert standing(who.dossier) == [
        ("owner", 7, "helper", "冯修远"),
        ("unit", 7, "unit", who.unit.full_name),
    ]
    sweep(who.dossier, on=date(2026, 10, 30))
    assert standing(who.dossier) == [
        ("bulletin", 30, "leader", who.office.full_name),
        ("office", 15, "office", who.office.full_name),
        ("owner", 15, "helper", "冯修远"),
        ("unit", 7, "unit", who.unit.full_name),
    ]


def test_a_helper_without_account_leaves_the_duty_on_the_carrier_then_on_the_owner():
    who = people()
    town = factories.office("青禾镇纪委", policy=False)
    DossierRow.objects.filter(dossier=who.dossier).update(helper=None, carrier=town)
    owe(who.dossier, "talk")
    sweep(who.dossier, on=WEEK_BEFORE)
    assert standing(who.dossier) == [("owner", -7, "office", who.office.full_name)]
    factories.user(Role.INSPECTOR, town)
    assert sweep(who.dossier, on=WEEK_BEFORE) == Told(passed_on=1)
    assert standing(who.dossier) == [("owner", -7, "carrier", town.full_name)]


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": ""}])
def test_who_left_is_passed_over_and_nobody_is_told_twice(change):
    who = people()
    owe(who.dossier, "talk")
    sweep(who.dossier, on=WEEK_BEFORE)
    type(who.helper).objects.filter(pk=who.helper.pk).update(**change)
    assert sweep(who.dossier, on=WEEK_BEFORE + DAY) == Told(passed_on=1)
    assert standing(who.dossier) == [("owner", -7, "office", who.office.full_name)]
    assert Reminder.objects.filter(state=State.OPEN).count() == 1


def test_a_successor_gets_what_the_helper_before_him_was_told():
    who = people()
    owe(who.dossier, "talk")
    sweep(who.dossier, on=WEEK_BEFORE)
    successor = factories.user(Role.HELPER, who.unit, name="程继明")
    DossierRow.objects.filter(dossier=who.dossier).update(helper=successor)
    assert sweep(who.dossier, on=WEEK_BEFORE + DAY) == Told(passed_on=1)
    reminder = Reminder.objects.get(dossier=who.dossier, state=State.OPEN)
    assert (reminder.to_user, reminder.reached_at) == (successor, noon(WEEK_BEFORE + DAY))


def test_a_handler_is_told_himself_and_the_office_when_he_works_elsewhere():
    who = people()
    DossierRow.objects.filter(dossier=who.dossier).update(handler=who.officer)
    owe(who.dossier, "first_visit")
    sweep(who.dossier, on=date(2026, 9, 28))
    assert standing(who.dossier) == [("owner", -3, "handler", "陈舟")]
    other = factories.office("望川区纪委监委")
    type(who.officer).objects.filter(pk=who.officer.pk).update(unit=other)
    sweep(who.dossier, on=date(2026, 9, 28))
    assert standing(who.dossier) == [("owner", -3, "office", who.office.full_name)]
    Delegation.objects.create(
        user=who.officer,
        unit=who.office,
        from_on=date(2026, 1, 1),
        to_on=date(2027, 1, 1),
        reason="借调",
        granted_by=factories.user(Role.SECURITY, other),
        confirmed_by=factories.user(Role.ADMIN, other),
    )
    sweep(who.dossier, on=date(2026, 9, 28))
    assert standing(who.dossier) == [("owner", -3, "handler", "陈舟")]


def test_a_recused_director_is_passed_over_for_the_leader():
    who = people()
    owe(who.dossier, "first_visit")
    sweep(who.dossier, on=WEEK_LATE)
    assert ("director", 3, "director", who.office.full_name) in standing(who.dossier)
    factories.recusal(who.dossier.cadre, account=who.director, from_on=date(2026, 1, 1))
    sweep(who.dossier, on=WEEK_LATE)
    assert ("director", 3, "leader", who.office.full_name) in standing(who.dossier)


def test_a_sealed_file_is_told_to_the_named_only():
    who = people()
    factories.user(Role.UNIT, who.unit)
    owe(who.dossier, "helper")
    factories.seal(who.dossier.cadre, who.leader)
    sweep(who.dossier, on=WEEK_BEFORE)
    assert standing(who.dossier) == [("owner", -10, "leader", who.office.full_name)]


def test_a_unit_is_told_at_the_nearest_account_above_it():
    who = people()
    branch = factories.work_unit("预算股", within=who.unit)
    factories.user(Role.UNIT, who.unit)
    DossierRow.objects.filter(dossier=who.dossier).update(unit=branch, unit_path=branch.path)
    owe(who.dossier, "helper")
    sweep(who.dossier, on=WEEK_BEFORE)
    assert standing(who.dossier) == [("owner", -10, "unit", branch.full_name)]


def test_a_whole_quarter_of_silence_makes_one_reminder_of_each_rung():
    who = people()
    owe(who.dossier, "talk")
    assert sweep(who.dossier, on=date(2026, 11, 30)) == Told(made=4, skipped=7)
    told = Reminder.objects.filter(state=State.SKIPPED).order_by("level", "step")
    assert [(row.level, row.step, row.get_reason_display()) for row in told] == [
        ("bulletin", 30, "当时未能发出，已由最近一次提醒代替"),
        *(
            ("owner", step, "当时未能发出，已由最近一次提醒代替")
            for step in (-30, -15, -7, -1, 1, 7)
        ),
    ]


def test_the_house_is_swept_as_the_system_and_says_so_once():
    who = people()
    owe(who.dossier, "talk")
    assert remind_all(on=WEEK_BEFORE, at=noon(WEEK_BEFORE)) == Told(made=1, skipped=2)
    assert remind_all(on=WEEK_BEFORE, at=noon(WEEK_BEFORE)).is_nothing
    assert Entry.objects.filter(verb="reminders.swept").count() == 1
    remind_all(on=WEEK_BEFORE, at=noon(WEEK_BEFORE), dossier_ids=[])
    assert Reminder.objects.count() == 3


def test_the_database_keeps_one_open_reminder_of_a_rung_and_one_of_a_step():
    who = people()
    owe(who.dossier, "talk")
    sweep(who.dossier, on=WEEK_BEFORE)
    row = Reminder.objects.get(state=State.OPEN)
    row.pk, row.step = None, 1
    with pytest.raises(IntegrityError, match="reminder_one_open_per_level"), transaction.atomic():
        row.save(force_insert=True)
    row.step, row.state, row.closed_on = -7, State.CLEARED, DUE
    with pytest.raises(IntegrityError, match="reminder_once"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"state": State.WITHDRAWN, "closed_on": DUE}, "reminder_taken_back_has_reason"),
        ({"state": State.CLEARED}, "reminder_closed_is_dated"),
        ({"desk": Desk.OFFICE}, "reminder_has_one_addressee"),
        ({"level": "nobody"}, "reminder_words_known"),
    ],
)
def test_the_database_refuses_a_reminder_that_says_half(columns, name):
    who = people()
    owe(who.dossier, "talk")
    sweep(who.dossier, on=WEEK_BEFORE)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Reminder.objects.filter(level=Level.OWNER, state=State.OPEN).update(**columns)


def test_a_walls_question_is_asked_of_each_user_behind_them():
    """One statement closes and one tells, whatever the number of files."""
    who = people()
    files = [who.dossier, *(factories.dossier(who.office, unit=who.unit) for _ in range(3))]
    for each in files:
        owe(each, "talk")
    with connection.execute_wrapper(_counting(asked := [])):
        sweep(*files, on=WEEK_BEFORE)
    assert sum("reminders_reminder" in sql for sql in asked) == 2


def _counting(asked):
    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    return note
