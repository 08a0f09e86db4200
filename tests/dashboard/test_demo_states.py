"""The demo at its baseline: where each of the twenty stands, and what is owed (practice G)."""

from collections import Counter
from datetime import date

import pytest

from cases.choices import DossierKind, DossierStatus
from cases.models import Dossier, ExecutionIssue
from dashboard.demo.story import BASELINE
from visits.choices import ObligationKind, ObligationState
from visits.models import Obligation

pytestmark = pytest.mark.slow

S = DossierStatus
# Name → where the dossier stands on 2026-09-30.
STATES = {
    "许明澈": S.VISITING,
    "罗春梅": S.FED_BACK,
    "邓启航": S.VISITING,
    "李若衡": S.VISITING,
    "赵翊鸣": S.CONCLUDED,
    "马德厚": S.VISITING,
    "陈望津": S.TRACKING,
    "何静姝": S.TRACKING,
    "王树槐": S.VISITING,
    "孙玉柱": S.VISITING,
    "郭振霆": S.ASSESSING,  # back from 回访中 with the second decision
    "冯雪凝": S.VISITING,
    "谢广仁": S.VISITING,
    "吴克俭": S.VISITING,
    "黄觉": S.CLEARED,
    "彭溯": S.ASSESSING,
    "蒋婉": S.VISITING,
    "曹立桐": S.ASSESSING,
    "任世安": S.ENDED,
}
# Name → quarterly talks due by the baseline, held, held late: the history column of the table.
TALKS = {"许明澈": (6, 6, 1), "马德厚": (4, 4, 0)}


def owed(name, kind, *, dossier=DossierKind.SANCTION):
    return Obligation.objects.filter(
        dossier__cadre__name=name, dossier__kind=dossier, kind=kind
    ).order_by("due_on")


def test_each_stands_where_the_table_says(demo):
    kept = Dossier.objects.filter(kind=DossierKind.SANCTION, cadre__name__in=STATES)
    assert dict(kept.values_list("cadre__name", "status")) == STATES


def test_talks_due_held_and_late_are_those_of_the_table(demo):
    found = {}
    for name in TALKS:
        talks = owed(name, ObligationKind.TALK).filter(due_on__lte=BASELINE)
        held = [each for each in talks if each.is_met]
        found[name] = (len(talks), len(held), sum(each.was_late for each in held))
    assert found == TALKS


def test_one_of_the_two_talks_of_who_declined_was_in_time(demo):
    talks = owed("曹立桐", ObligationKind.TALK).filter(due_on__lte=BASELINE)
    in_time = [each for each in talks if each.is_met and not each.was_late]
    assert (len(talks), len(in_time)) == (2, 1)


def test_the_visit_before_the_end_is_late_on_the_baseline_day(demo):
    visit = owed("邓启航", ObligationKind.PRE_EXPIRY).get()
    assert (visit.due_on, visit.state) == (date(2026, 9, 14), ObligationState.OPEN)
    assert visit.is_overdue(today=BASELINE)


@pytest.mark.parametrize(
    ("name", "first_met", "second_due"),
    [
        ("黄觉", date(2026, 8, 20), date(2027, 1, 24)),
        ("石兰芝", date(2026, 6, 28), date(2026, 12, 2)),
    ],
)
def test_who_was_cleared_is_visited_twice_and_owes_nothing_else(demo, name, first_met, second_due):
    owing = Obligation.objects.filter(
        dossier__cadre__name=name, dossier__kind=DossierKind.CLEARING
    ).order_by("due_on")
    first, second = owing
    assert (first.kind, first.met_on) == (ObligationKind.CLEARING_FIRST, first_met)
    assert (second.kind, second.due_on) == (ObligationKind.CLEARING_SECOND, second_due)
    assert second.is_open


def test_the_retired_are_talked_with_by_the_half_year(demo):
    """He retires on 2026-10-31: nothing is owed for a quarter that ends a first half alone."""
    periods = owed("马德厚", ObligationKind.TALK).values_list("period", flat=True)
    assert list(periods.filter(due_on__lte=BASELINE)) == ["2025Q4", "2026Q1", "2026Q2", "2026Q3"]


def test_nothing_is_owed_by_or_for_the_dead(demo):
    states = Counter(
        Obligation.objects.filter(dossier__cadre__name="任世安").values_list("state", flat=True)
    )
    assert states[ObligationState.OPEN] == 0
    late = Obligation.objects.filter(dossier__cadre__name="任世安", due_on__gt=date(2026, 5, 3))
    assert set(late.values_list("state", flat=True)) <= {ObligationState.WITHDRAWN}


def test_money_of_the_execution_check_is_that_of_the_table(demo):
    """18,640.00 found and recovered; 12,600.00 still to be refunded; 3,180.00 repaid to him."""
    issues = ExecutionIssue.objects.exclude(found_fen=0)
    found = {
        each.dossier.cadre.name: (each.direction, each.found_fen, each.corrected_fen)
        for each in issues.select_related("dossier__cadre")
    }
    assert found == {
        "冯雪凝": ("over_paid", 18_640_00, 18_640_00),
        "孙玉柱": ("refund", 12_600_00, 0),
        "吴克俭": ("under_paid", 3_180_00, 3_180_00),
    }
