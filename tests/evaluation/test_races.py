"""Many hands at once, one outcome: real connections, real commits."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections

from audit.models import Entry
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.refusal import Refused
from evaluation.actions import confirm_conclusion, write_conclusion
from evaluation.choices import RoundKind
from evaluation.models import Ballot, Conclusion, Round
from tests.evaluation.rounds import TODAY, Office, conclusion

HANDS = 6


def at_once(act):
    """Each hand on its own connection; who is refused gives its sentence."""

    def hand(_number):
        try:
            act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(pool.map(hand, range(HANDS)))


@pytest.mark.usefixtures("committed_db")
class TestRaces:
    def test_one_round_opens(self):
        office = Office()
        outcomes = at_once(lambda: office.open(RoundKind.FINAL))
        assert outcomes.count("done") == 1
        assert Round.objects.count() == 1
        assert Dossier.objects.get().status == DossierStatus.RATING

    def test_one_form_sent_by_many_is_one_ballot(self):
        office = Office()
        round_ = office.open()
        key = uuid4()
        assert at_once(lambda: office.enter(round_, "TS", key=key)) == ["done"] * HANDS
        assert Ballot.objects.count() == 1

    def test_no_more_ballots_than_were_given_out(self):
        office = Office()
        round_ = office.open()
        outcomes = at_once(lambda: office.enter(round_, "TS"))
        assert outcomes.count("done") == 3
        assert sorted(Ballot.objects.values_list("number", flat=True)) == [1, 2, 3]

    def test_one_confirmation_counts(self):
        office = Office()
        round_ = office.computed(RoundKind.FINAL)
        written = write_conclusion(round_, content=conclusion(), by=office.writer, on=TODAY)
        outcomes = at_once(lambda: confirm_conclusion(written, by=office.second, on=TODAY))
        assert outcomes.count("done") == 1
        assert Conclusion.objects.confirmed().count() == 1
        assert Entry.objects.filter(verb="conclusion.confirmed").count() == 1
