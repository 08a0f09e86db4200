"""Typing ballots in, and voiding one with two people."""

from uuid import uuid4

import pytest

from audit.models import Entry
from columns.refusal import Refused
from evaluation.actions import (
    ask_to_void_ballot,
    compute_result,
    keep_ballot,
    void_ballot,
)
from evaluation.models import Ballot, BallotExample
from tests import factories
from tests.evaluation.rounds import TODAY
from tests.evaluation.sheets import HFPJ

pytestmark = pytest.mark.django_db


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return str(caught.value)


class TestEnter:
    def test_answers_stand_at_the_place_of_their_item(self, office):
        ballot = office.enter(office.open(), "FW", LZ_P2=3, KB_P1=None, LJ_P1=-1)
        asked = {item.seq - 1 for item in HFPJ.items_for("FW")}
        assert len(ballot.answers) == 40
        assert all(ballot.answers[n] is None for n in range(40) if n not in asked)
        by_code = {item.code: ballot.answers[item.seq - 1] for item in HFPJ.items}
        assert (by_code["LZ-P2"], by_code["KB-P1"], by_code["LJ-P1"]) == (3, None, -1)
        assert (by_code["KB-P2"], by_code["KB-N1"]) == (4, 0)

    def test_ballots_of_a_round_are_numbered_over_all_groups(self, office):
        round_ = office.open()
        numbers = [office.enter(round_, group).number for group in ("LD", "TS", "LD")]
        assert numbers == [1, 2, 3]

    def test_the_same_form_sent_twice_is_one_ballot(self, office):
        round_ = office.open()
        key = uuid4()
        first = office.enter(round_, "LD", key=key)
        assert office.enter(round_, "LD", key=key) == first
        assert Ballot.objects.count() == 1
        assert Entry.objects.filter(verb="ballot.entered").count() == 1

    def test_an_example_is_kept_apart(self, office):
        ballot = office.enter(office.open(), "LD", ZZ_N1=2, examples={4: "6月例会上说过一次"})
        assert list(BallotExample.objects.values_list("ballot_id", "item", "text")) == [
            (ballot.pk, "ZZ-N1", "6月例会上说过一次")
        ]

    def test_a_bad_answer_without_an_example_is_refused(self, office):
        round_ = office.open()
        assert refusal(office.enter, round_, "LD", ZZ_N1=2) == (
            "第4项选了“时有发生”或以上，请录入举例；没有写的填“不便举例”。"
        )
        assert Ballot.objects.count() == 0

    def test_more_than_were_given_out_are_refused(self, office):
        round_ = office.open()
        office.enter(round_, "NJ")
        assert refusal(office.enter, round_, "NJ") == (
            "内部监督部门发出1份，已录入1份。如果确实多收，请先在本轮页面调整发出份数。"
        )

    def test_a_group_that_was_not_asked_gives_no_ballot(self, office):
        assert refusal(office.enter, office.open(), "JS") == (
            "家属发出0份，已录入0份。如果确实多收，请先在本轮页面调整发出份数。"
        )

    def test_after_the_end_nothing_is_taken(self, office):
        round_ = office.computed()
        assert refusal(office.enter, round_, "LD") == (
            "本轮评价已截止，这份评价票没有保存。如需补录，请先重新开放本轮。"
        )

    def test_the_record_names_no_answers(self, office):
        office.enter(office.open(), "LD")
        entry = Entry.objects.get(verb="ballot.entered")
        assert entry.detail == {"group": "LD", "number": 1, "on": "2026-09-30"}


class TestVoid:
    def ask(self, office, ballot, by=None, reason="正反全选同一档"):
        ask_to_void_ballot(ballot, reason=reason, by=by or office.writer, at=factories.NOON)
        ballot.refresh_from_db()

    def test_two_people_void_a_ballot(self, office):
        ballot = office.enter(office.open(), "LD")
        self.ask(office, ballot)
        assert (ballot.awaits_void, ballot.is_void) == (True, False)
        void_ballot(ballot, by=office.second, at=factories.NOON)
        ballot.refresh_from_db()
        assert (ballot.awaits_void, ballot.is_void) == (False, True)
        assert list(Ballot.objects.standing()) == []

    def test_one_person_cannot_do_both(self, office):
        ballot = office.enter(office.open(), "LD")
        self.ask(office, ballot)
        assert refusal(void_ballot, ballot, by=office.writer, at=factories.NOON) == (
            "作废评价票须由另一人确认，请交给同室其他干部办理。"
        )
        assert Ballot.objects.standing().count() == 1

    def test_a_stale_page_does_not_let_one_person_do_both(self, office):
        ballot = office.enter(office.open(), "LD")
        stale = Ballot.objects.get(pk=ballot.pk)
        self.ask(office, ballot)
        with pytest.raises(Refused):
            void_ballot(stale, by=office.writer, at=factories.NOON)

    def test_without_a_request_there_is_nothing_to_confirm(self, office):
        ballot = office.enter(office.open(), "LD")
        assert refusal(void_ballot, ballot, by=office.second, at=factories.NOON) == (
            "这份评价票没有待确认的作废申请，请刷新页面。"
        )

    def test_asking_twice_is_refused(self, office):
        ballot = office.enter(office.open(), "LD")
        self.ask(office, ballot)
        assert refusal(self.ask, office, ballot) == "这份评价票已经提出过作废，请刷新页面。"

    def test_it_needs_a_reason(self, office):
        ballot = office.enter(office.open(), "LD")
        assert refusal(self.ask, office, ballot, reason=" ") == (
            "请填写作废原因，例如正反指标全部选同一档。"
        )

    def test_the_second_person_may_keep_it(self, office):
        ballot = office.enter(office.open(), "LD")
        self.ask(office, ballot)
        keep_ballot(ballot, by=office.second)
        ballot.refresh_from_db()
        assert (ballot.awaits_void, ballot.void_reason) == (False, None)
        self.ask(office, ballot)

    def test_its_number_is_not_given_again_and_its_place_is_free(self, office):
        round_ = office.open()
        ballot = office.enter(round_, "NJ")
        self.ask(office, ballot)
        void_ballot(ballot, by=office.second, at=factories.NOON)
        assert office.enter(round_, "NJ").number == 2

    def test_a_computed_round_keeps_its_ballots(self, office):
        ballot = office.computed().ballots.first()
        assert refusal(self.ask, office, ballot) == (
            "本轮评价处于“已计算”，评价票不能再作废。数据不足时可以先补充评价，确需重做请作废本轮。"
        )

    def test_nothing_is_computed_while_a_request_waits(self, office):
        round_ = office.filled()
        self.ask(office, round_.ballots.first())
        assert refusal(compute_result, round_, by=office.writer, on=TODAY) == (
            "有1份评价票等待确认作废，请先由另一人处理。"
        )
