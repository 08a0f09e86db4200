"""The demo's changes: acted out as corrections, one of them waiting on the baseline day."""

from datetime import date

import pytest

from cases.choices import DossierKind
from cases.models import Clock, Dossier
from corrections.choices import CorrectionKind as K
from corrections.choices import CorrectionState
from corrections.models import Correction
from reports.choices import LetterStatus
from reports.models import Letter

pytestmark = pytest.mark.slow


def change(name, kind):
    return Correction.objects.select_related("settled_by").get(cadre__name=name, kind=kind)


def test_every_change_of_the_table_was_made_by_who_may(demo):
    told = Correction.objects.order_by("cadre__name").values_list("cadre__name", "kind", "state")
    assert set(told) == {
        ("王树槐", K.RESTORED, CorrectionState.APPLIED),
        ("孙玉柱", K.EXTENDED, CorrectionState.APPLIED),
        ("郭振霆", K.REOFFENDED, CorrectionState.APPLIED),
        ("吴克俭", K.CHANGED, CorrectionState.APPLIED),
        ("黄觉", K.ANNULLED, CorrectionState.APPLIED),
        ("蒋婉", K.OVERRIDDEN, CorrectionState.PROPOSED),
    }
    again = change("郭振霆", K.REOFFENDED)
    assert again.settled_by not in {None, again.proposed_by}


def test_the_letter_of_may_was_withdrawn_by_the_second_offence(demo):
    letter = Letter.objects.get(dossier__cadre__name="郭振霆")
    assert letter.status == LetterStatus.WITHDRAWN
    told = [(move.part, move.old, move.new) for move in change("郭振霆", K.REOFFENDED).told]
    assert ("paper", "草稿", "已撤回") in told
    assert ("dossier", "回访中", "研判中") in told


def test_the_revoked_decision_opened_the_clearing_dossier_itself(demo):
    opened = change("黄觉", K.ANNULLED).opened
    assert opened == Dossier.objects.get(cadre__name="黄觉", kind=DossierKind.CLEARING)


def test_what_waits_moves_nothing(demo):
    clock = Clock.objects.get(cadre__name="蒋婉")
    assert (clock.end, clock.computed_end) == (date(2027, 2, 9), date(2027, 2, 9))
    (move,) = change("蒋婉", K.OVERRIDDEN).clock_moves
    assert move.shift == "推后1天"
