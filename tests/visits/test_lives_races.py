"""Several people at once: one of them does it, the others are told; real commits."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.acting import acting_as
from accounts.roles import Role
from cases.actions import offer_handover
from cases.choices import ActKind, PauseReason
from cases.models import Dossier, Handover, Receipt, Suspension
from columns.refusal import Refused
from tests import factories
from tests.visits.people import TODAY, people
from visits.actions import lives, reconcile_all

HANDS = 6


def at_once(act, users):
    """Each user on a connection of his own; who is refused gives the sentence."""

    def hand(user):
        try:
            with acting_as(user):
                act(user)
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(users)) as pool:
        return list(pool.map(hand, users))


@pytest.mark.usefixtures("committed_db")
class TestRaces:
    def test_of_six_who_agree_one_does(self):
        who = people()
        act = lives.propose(
            who.dossier, kind=ActKind.PAUSE, takes_on=TODAY, basis="诊断证明",
            pause_reason=PauseReason.ILL, by=who.officer, on=TODAY,
        )  # fmt: skip
        directors = [factories.user(Role.DIRECTOR, who.office) for _ in range(HANDS)]
        said = at_once(
            lambda user: lives.confirm(act, version=1, remark="", by=user, on=TODAY), directors
        )
        assert said.count("done") == 1
        assert {each for each in said if each != "done"} == {
            "这份档案刚被他人办理过，请刷新页面后再办理。"
        }
        assert Suspension.objects.count() == 1

    def test_of_six_who_accept_one_does_while_a_sweep_runs(self):
        who = people()
        other = factories.office("望川区纪委监委")
        handover = offer_handover(
            who.dossier, to_owner=other, to_carrier=None, reason="调动", by=who.officer, on=TODAY
        )

        def accept(user):
            if user == who.director:
                reconcile_all(on=TODAY)
                return
            offer = Handover.objects.visible_to(user).get(pk=handover.pk)
            lives.accept(offer, version=1, handler=user, by=user, on=TODAY)

        officers = [factories.user(Role.OFFICER, other) for _ in range(HANDS)]
        said = at_once(accept, [who.director, *officers])
        assert (said[0], said[1:].count("done")) == ("done", 1)
        assert Receipt.objects.count() == 1
        assert Dossier.objects.get().number == "2026-00001"
