"""The desk on appeals whose answer is due and on restorations under way."""

from datetime import date, timedelta

import pytest

from accounts.roles import Role
from cases.actions import pause_dossier, record_event, set_handler
from cases.actions.restoration import enter_step
from cases.choices import EventKind
from cases.choices.rights import AppealKind
from cases.choices.rights import RestorationKind as K
from cases.rules.restoration import Tally
from dashboard.desk.blocks import DESKS, blocks_of, whole_block
from dashboard.desk.figures import Desk
from dashboard.desk.lines import BRANCH
from dashboard.dossier.steps import next_of
from dashboard.dossier.timeline import chronicle_of
from tests import factories as make
from visits.actions import reconcile_all

pytestmark = pytest.mark.django_db
BLOCKS = ("overdue", "soon", "quarter", "waiting")
RIGHTS = ("恢复党员权利", "申诉", "复", "通知本人", "本人申请恢复")


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def officer(home):
    return make.user(Role.OFFICER, home, name="陆知行")


@pytest.fixture
def probation(home):
    person = make.cadre(make.work_unit(), name="王树槐")
    return make.decision(person, home, measure="PP1", decided_on=date(2025, 7, 18))


def told(user, *, today, mine=False):
    """What stands in which block, of rights alone."""
    reconcile_all(on=today)
    desk = Desk(user=user, today=today, mine=mine)
    blocks = {part.slug for part in DESKS[user.role]}
    return {
        slug: [
            (line.what, line.due, line.is_late)
            for line in whole_block(desk, slug).lines
            if line.what.startswith(RIGHTS)
        ]
        for slug in BLOCKS
        if slug in blocks
    }


def only(slug, *lines):
    return {block: list(lines) if block == slug else [] for block in BLOCKS}


@pytest.mark.parametrize(
    ("days_before", "slug", "late"),
    [(-1, "overdue", True), (0, "soon", False), (7, "soon", False), (8, "quarter", False)],
)
def test_a_step_stands_where_its_last_day_puts_it(officer, probation, days_before, slug, late):
    due = date(2026, 7, 31)
    line = ("通知本人察看期满", due, late)
    assert told(officer, today=due - timedelta(days=days_before)) == only(slug, line)


def test_before_the_end_of_probation_nothing_is_asked(officer, probation):
    assert told(officer, today=date(2026, 7, 17)) == only("none")


@pytest.mark.parametrize(
    ("last", "today", "what"),
    [
        (K.PUBLICITY_BEGUN, date(2026, 9, 30), "恢复党员权利：公示结束"),
        (K.PUBLICITY_ENDED, date(2026, 9, 30), "恢复党员权利：支部党员大会"),
        (K.REPORT, date(2026, 9, 30), "恢复党员权利：批复待录入"),
    ],
)
def test_what_has_no_last_day_waits(officer, probation, last, today, what):
    make.restoration_steps(probation, last=last)
    assert told(officer, today=today) == only("waiting", (what, None, False))


def test_publicity_that_still_runs_asks_nothing(officer, probation):
    make.restoration_steps(probation, last=K.PUBLICITY_BEGUN)
    assert told(officer, today=date(2026, 8, 8)) == only("none")
    assert told(officer, today=date(2026, 8, 9))["waiting"] != []


def test_once_restored_the_desk_is_clear(officer, probation):
    record_event(
        probation, kind=EventKind.RESTORED, event_on=date(2026, 7, 18), by=None, on=make.TODAY
    )
    assert told(officer, today=make.TODAY) == only("none")


def test_nobody_is_reminded_of_steps_during_a_pause(officer, probation):
    assert told(officer, today=make.TODAY)["overdue"] != []
    pause_dossier(probation.dossier, reason="ill", by=officer, on=make.TODAY)
    assert told(officer, today=make.TODAY) == only("none")


def test_the_handler_has_them_on_his_own_desk_and_a_colleague_has_not(home, officer, probation):
    set_handler(probation.dossier, handler=officer, by=officer, on=make.TODAY)
    colleague = make.user(Role.OFFICER, home)
    assert told(officer, today=make.TODAY, mine=True)["overdue"] != []
    assert told(colleague, today=make.TODAY, mine=True) == only("none")
    assert told(colleague, today=make.TODAY)["overdue"] != []


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.UNIT])
def test_who_does_not_enter_them_is_not_asked(home, probation, role):
    """A step late is the leader's and the unit's to know of; entering it is the office's."""
    unit = probation.cadre.unit if role == Role.UNIT else home
    make.appeal(probation, lodged_on=date(2026, 3, 1))
    user = make.user(role, unit)
    shown = told(user, today=make.TODAY)
    assert [what for what, _, _ in shown.pop("overdue")] == ["通知本人察看期满"]
    assert not any(shown.values())


def test_another_office_is_not_asked(probation):
    other = make.user(Role.DIRECTOR, make.office("云岫县纪委监委"))
    assert told(other, today=make.TODAY) == only("none")


@pytest.mark.parametrize(
    ("days_before", "slug", "late"),
    [(-1, "overdue", True), (0, "soon", False), (7, "soon", False), (8, "quarter", False)],
)
def test_an_answer_stands_where_its_last_day_puts_it(home, officer, days_before, slug, late):
    warned = make.decision(make.cadre(make.work_unit()), home, measure="AW")
    appeal = make.appeal(
        warned,
        kind=AppealKind.STATE_REVIEW,
        lodged_on=date(2026, 4, 20),
        accepted_on=date(2026, 4, 22),
    )
    today = appeal.decide_by - timedelta(days=days_before)
    line = ("复审结果待登记（临澜市纪委监委办理）", date(2026, 5, 22), late)
    assert told(officer, today=today) == only(slug, line)


def test_the_number_is_that_of_the_list(officer, probation):
    reconcile_all(on=make.TODAY)
    blocks = {each.slug: each for each in blocks_of(Desk(officer, make.TODAY, mine=False))}
    whole = whole_block(Desk(officer, make.TODAY, mine=False), "overdue")
    assert blocks["overdue"].total == len(whole.lines) > 1


def test_the_button_leads_to_the_page_of_the_step(client, officer, probation):
    reconcile_all(on=make.TODAY)
    lines = whole_block(Desk(officer, make.TODAY, mine=False), "overdue").lines
    (line,) = [each for each in lines if each.what.startswith(RIGHTS)]
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert line.action.label == "办理恢复权利"
    assert client.get(line.action.url).status_code == 200


def test_the_chronicle_tells_both_to_those_who_may_know(home, officer, probation):
    make.restoration_steps(probation, last=K.MEETING)
    make.appeal(probation, lodged_on=date(2026, 8, 20))
    titles = [
        each.title
        for each in chronicle_of(probation.dossier, viewer=officer, page=1, today=make.TODAY).items
    ]
    assert titles[1:4] == [
        "本人提出申诉（复议复查）",
        "恢复党员权利：支部党员大会",
        "恢复党员权利：公示结束",
    ]
    helper = make.user(Role.HELPER, probation.cadre.unit)
    make.helper(probation.dossier, account=helper)
    items = chronicle_of(probation.dossier, viewer=helper, page=1, today=make.TODAY).items
    assert [each.title for each in items if "恢复" in each.title or "申诉" in each.title] == []


def test_the_first_page_names_the_next_step_and_whose_it_is(home, officer, probation):
    make.restoration_steps(probation, last=K.NOTICE)
    reconcile_all(on=make.TODAY)
    probation.dossier.refresh_from_db()
    found = next_of(probation.dossier, viewer=officer, today=make.TODAY)
    told = [(each.what, each.who, each.due, each.is_late) for each in found if each.who == BRANCH]
    assert told == [("本人申请恢复党员权利", "所在党支部", date(2026, 8, 3), True)]
    helper = make.user(Role.HELPER, home)
    assert next_of(probation.dossier, viewer=helper, today=make.TODAY) == []
    for kind, day in list(make.RESTORATION_DAYS.items())[1:]:
        vote = Tally(21, 19, 18, 0, 1) if kind == K.MEETING else None
        enter_step(
            probation,
            kind=kind,
            step_on=day,
            evidence="支部记录",
            tally=vote,
            by=None,
            on=make.TODAY,
        )
    reconcile_all(on=make.TODAY)
    found = next_of(probation.dossier, viewer=officer, today=make.TODAY)
    (last,) = [each for each in found if each.what.startswith("恢复党员权利")]
    assert (last.what, last.who, last.due) == ("恢复党员权利：批复待录入", "上级党委", None)
