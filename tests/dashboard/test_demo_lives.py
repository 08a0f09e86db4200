"""Cases 6, 7, 13, 15, 16 and 20 of practice G as they stand at the baseline."""

from datetime import date

import pytest

from cases.choices import ActState, DossierKind, DossierStatus, EndReason, Identity
from cases.models import Cadre, Dossier, DossierAct, Receipt
from cases.views.header import header_of
from dashboard.demo.story import BASELINE
from dashboard.dossier.timeline import chronicle_of
from visits.choices import Withdrawal
from visits.models import Obligation

pytestmark = pytest.mark.slow


def duties(name, **more):
    rows = Obligation.objects.filter(dossier__cadre__name=name, **more).order_by("due_on")
    return [(row.kind, row.period, row.state) for row in rows]


def test_case_6_retires_in_a_month_and_is_talked_with_quarterly_until_then(demo):
    cadre = Cadre.objects.get(name="马德厚")
    assert cadre.retired_on == date(2026, 10, 31)
    assert cadre.identity_on(date(2026, 10, 31)) == Identity.RETIRED
    assert duties("马德厚", kind="talk") == [
        ("talk", "2025Q4", "met"),
        ("talk", "2026Q1", "met"),
        ("talk", "2026Q2", "met"),
        ("talk", "2026Q3", "met"),
    ]
    assert duties("马德厚", kind="helper") == [("helper", "once", "met")]


def test_case_7_was_handed_over_in_six_days(demo):
    receipt = Receipt.objects.get(dossier__cadre__name="陈望津")
    assert (receipt.holder, receipt.on) == (demo.units["liuxi_office"], date(2026, 2, 16))
    assert "帮扶人柳如松的指定，到2026年2月15日止" in receipt.items
    moved = Obligation.objects.filter(dossier__cadre__name="陈望津", kind="helper")
    helper = moved.get(period="260216")
    assert (helper.met_on, (helper.met_on - receipt.on).days) == (date(2026, 2, 22), 6)
    helpers = receipt.dossier.helpers.order_by("from_on")
    assert [(each.name, each.to_on) for each in helpers] == [
        ("柳如松", date(2026, 2, 15)),
        ("平若水", None),
    ]


def test_case_13_retired_before_the_decision_is_talked_with_half_yearly(demo):
    assert duties("谢广仁", kind="talk") == [
        ("talk", "2026Q2", "met"),
        ("talk", "2026Q4", "met"),
    ]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("黄觉", date(2026, 8, 20), date(2027, 1, 24)),
        ("石兰芝", date(2026, 6, 28), date(2026, 12, 2)),
    ],
)
def test_cases_15_and_16_had_one_of_their_two_visits(demo, name, first, second):
    dossier = Dossier.objects.get(cadre__name=name, kind=DossierKind.CLEARING)
    rows = Obligation.objects.filter(dossier=dossier).order_by("due_on")
    assert [(row.kind, row.state) for row in rows] == [
        ("clearing_first", "met"),
        ("clearing_second", "open"),
    ]
    assert (rows[0].met_on, rows[1].due_on) == (first, second)
    assert dossier.overall_end is None


def test_case_20_was_ended_by_two_people(demo):
    act = DossierAct.objects.get(dossier__cadre__name="任世安")
    assert (act.state, act.takes_on) == (ActState.CONFIRMED, date(2026, 5, 3))
    assert (act.proposed_by, act.decided_by) == (demo.users["xianji"], demo.users["xianji2"])
    dossier = act.dossier
    assert (dossier.status, dossier.ended_as, dossier.ended_on) == (
        DossierStatus.ENDED,
        EndReason.DIED,
        date(2026, 5, 3),
    )
    cancelled = Obligation.objects.filter(dossier=dossier, state="withdrawn")
    assert set(cancelled.values_list("withdrawal", flat=True)) <= {Withdrawal.DIED}
    assert not Obligation.objects.open().filter(dossier=dossier).exists()


def test_of_the_visits_before_an_end_only_case_3_is_late(demo):
    """Practice G: 邓启航's is not done and overdue; everybody else's was, or is not due yet."""
    rows = Obligation.objects.open().filter(kind="pre_expiry", due_on__lt=date(2026, 9, 30))
    assert list(rows.values_list("dossier__cadre__name", flat=True)) == ["邓启航"]


def test_the_chronicle_tells_of_moves_and_of_an_end(demo):
    def titles(name, account):
        dossier = Dossier.objects.get(cadre__name=name, kind=DossierKind.SANCTION)
        chronicle = chronicle_of(dossier, viewer=demo.users[account], page=1, today=BASELINE)
        return {(item.day, item.title, item.text) for item in chronicle.items}

    moved = (date(2026, 2, 16), "到临澜市青禾区民政局任职", "社会事务科科长")
    assert moved in titles("陈望津", "ganbu")
    ended = (date(2026, 5, 6), "档案终止", "本人去世。")
    assert ended in titles("任世安", "xianji")
    # Known ahead, it has not happened yet.
    assert "退休" not in {title for _, title, _ in titles("马德厚", "xianji")}


def test_nobody_counts_the_days_of_the_dead(demo):
    dossier = Dossier.objects.for_page().get(cadre__name="任世安")
    assert header_of(dossier, BASELINE, demo.users["xianji"]).clocks == ()
