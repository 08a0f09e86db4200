"""What the database refuses, whoever asks."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import Error, transaction

from evaluation.choices import ConclusionStatus, RoundStatus, Verdict
from evaluation.models import (
    Ballot,
    BallotExample,
    Conclusion,
    Instrument,
    Result,
    Round,
    RoundGroup,
)
from tests import factories
from tests.evaluation.rounds import TODAY
from tests.evaluation.sheets import HFPJ

pytestmark = pytest.mark.django_db


def refused(name, act):
    """The database refuses, and the named constraint or trigger is why."""
    with pytest.raises(Error) as caught, transaction.atomic():
        act()
    assert name in str(caught.value)


def ballot(round_, office, **facts):
    defaults = {
        "round": round_,
        "dossier": round_.dossier,
        "group": "LD",
        "number": 1,
        "answers": [None] * 40,
        "entered_by": office.writer,
        "entered_on": TODAY,
    }
    return Ballot.objects.create(**(defaults | facts))


class TestInstrument:
    def test_the_built_in_version_is_published_and_equals_the_file(self):
        built_in = Instrument.objects.current()
        assert (built_in.series, built_in.number) == ("HFPJ-40", 1)
        assert built_in.value == HFPJ

    def test_a_published_version_cannot_change(self):
        built_in = Instrument.objects.current()
        for change in ({"title": "改名"}, {"data": {}}, {"status": "draft"}, {"number": 9}):
            refused(
                "is published and cannot change",
                lambda change=change: Instrument.objects.filter(pk=built_in.pk).update(**change),
            )

    def test_a_published_version_cannot_be_deleted(self):
        refused("is published and cannot change", Instrument.objects.current().delete)

    def test_it_may_be_retired_and_then_no_longer_revived(self):
        built_in = Instrument.objects.current()
        assert Instrument.objects.filter(pk=built_in.pk).update(status="retired") == 1
        assert Instrument.objects.current() is None
        refused(
            "is published and cannot change",
            lambda: Instrument.objects.filter(pk=built_in.pk).update(status="published"),
        )

    def test_retiring_may_change_nothing_else(self):
        built_in = Instrument.objects.current()
        refused(
            "is published and cannot change",
            lambda: Instrument.objects.filter(pk=built_in.pk).update(status="retired", title="改"),
        )

    def test_a_draft_may_change_and_go(self):
        draft = Instrument.objects.create(series="HFPJ-40", number=2, title="新", data={})
        Instrument.objects.filter(pk=draft.pk).update(title="更新")
        draft.delete()
        assert Instrument.objects.count() == 1

    def test_a_version_exists_once(self):
        refused(
            "instrument_version_once",
            lambda: Instrument.objects.create(series="HFPJ-40", number=1, title="又", data={}),
        )

    def test_a_published_version_has_a_day(self):
        refused(
            "instrument_published_is_dated",
            lambda: Instrument.objects.create(
                series="X", number=1, title="无日", data={}, status="published"
            ),
        )


class TestRound:
    def test_one_unfinished_round_per_dossier(self, office):
        first = office.open()
        refused(
            "round_one_unfinished",
            lambda: Round.objects.create(
                dossier=office.dossier,
                instrument=first.instrument,
                number=2,
                kind="yearly",
                opened_on=TODAY,
                due_on=TODAY,
                opened_by=office.writer,
            ),
        )

    @pytest.mark.parametrize(
        ("name", "change"),
        [
            ("round_due_after_opening", {"due_on": date(2020, 1, 1)}),
            ("round_closed_after_opening", {"closed_on": date(2020, 1, 1)}),
            ("round_closed_is_dated", {"status": RoundStatus.CLOSED}),
            ("round_void_is_dated", {"status": RoundStatus.VOID}),
            ("round_void_has_reason", {"void_reason": "错"}),
        ],
    )
    def test_impossible_rounds(self, office, name, change):
        round_ = office.open()
        refused(name, lambda: Round.objects.filter(pk=round_.pk).update(**change))

    @pytest.mark.parametrize(
        ("name", "change"),
        [
            ("round_group_unasked_has_reason", {"expected": 0, "missing_reason": ""}),
            ("round_group_expected_small", {"expected": 100}),
        ],
    )
    def test_impossible_groups(self, office, name, change):
        group = office.open().groups.get(group="LD")
        refused(name, lambda: RoundGroup.objects.filter(pk=group.pk).update(**change))


class TestBallot:
    def test_no_column_says_who_answered(self):
        assert {field.name for field in Ballot._meta.get_fields()} == {
            "id", "code", "round", "dossier", "group", "number", "source", "answers", "seconds",
            "entered_by", "entered_on", "entry_key", "void_asked_by", "void_asked_at",
            "void_reason", "voided_by", "voided_at", "examples", "history",
        }  # fmt: skip

    @pytest.mark.parametrize("wrong", [-2, -3, 5, 32767])
    def test_a_value_off_the_scale(self, office, wrong):
        round_ = office.open()
        refused(
            "ballot_answers_on_scale",
            lambda: ballot(round_, office, answers=[wrong] + [None] * 39),
        )
        refused(
            "ballot_answers_on_scale",
            lambda: ballot(round_, office, answers=[4] * 39 + [wrong]),
        )

    def test_the_whole_scale_and_both_ways_out_are_kept(self, office):
        kept = ballot(office.open(), office, answers=[4, 3, 2, 1, 0, -1, None] + [None] * 33)
        kept.refresh_from_db()
        assert kept.answers[:7] == [4, 3, 2, 1, 0, -1, None]

    @pytest.mark.parametrize("length", [0, 39, 41])
    def test_a_ballot_has_one_answer_per_item(self, office, length):
        round_ = office.open()
        refused(
            "one answer per item",
            lambda: ballot(round_, office, answers=[None] * length),
        )

    def test_answers_never_change(self, office):
        kept = ballot(office.open(), office)
        refused(
            "Cannot update",
            lambda: Ballot.objects.filter(pk=kept.pk).update(answers=[4] * 40),
        )
        refused("Cannot update", lambda: Ballot.objects.filter(pk=kept.pk).update(group="TS"))

    def test_a_number_and_an_entry_happen_once(self, office):
        round_ = office.open()
        key = uuid4()
        ballot(round_, office, entry_key=key)
        refused("ballot_number_once", lambda: ballot(round_, office))
        refused("entry_key", lambda: ballot(round_, office, number=2, entry_key=key))

    def test_voiding_takes_two_different_people_and_a_reason(self, office):
        kept = ballot(office.open(), office)
        mine = Ballot.objects.filter(pk=kept.pk)
        asked = {
            "void_asked_by": office.writer,
            "void_asked_at": factories.NOON,
            "void_reason": "全选一档",
        }
        done = {"voided_by": office.writer, "voided_at": factories.NOON}
        refused("ballot_void_takes_two", lambda: mine.update(**done))
        refused("ballot_void_takes_two", lambda: mine.update(**asked, **done))
        refused("ballot_void_asked_whole", lambda: mine.update(void_asked_by=office.writer))
        refused("ballot_void_confirmed_whole", lambda: mine.update(voided_by=office.second))
        assert mine.update(**asked, voided_by=office.second, voided_at=factories.NOON) == 1

    def test_a_paper_ballot_names_its_clerk(self, office):
        round_ = office.open()
        refused("ballot_paper_has_clerk", lambda: ballot(round_, office, entered_by=None))

    def test_an_example_says_something_once_per_item(self, office):
        kept = ballot(office.open(), office)
        facts = {"ballot": kept, "dossier": kept.dossier, "item": "ZZ-N1"}
        refused("example_not_empty", lambda: BallotExample.objects.create(**facts, text=""))
        BallotExample.objects.create(**facts, text="会上发言")
        refused("example_once_per_item", lambda: BallotExample.objects.create(**facts, text="又"))


class TestConclusion:
    def made(self, office, **facts):
        round_ = Round.objects.first() or office.open()
        defaults = {
            "dossier": office.dossier,
            "round": round_,
            "number": 1,
            "verdict": Verdict.GOOD,
            "text": "表现良好。",
            "written_by": office.writer,
            "written_on": TODAY,
        }
        return Conclusion.objects.create(**(defaults | facts))

    @pytest.mark.parametrize(
        ("name", "decider", "facts"),
        [
            ("conclusion_takes_two", "writer", {"status": ConclusionStatus.CONFIRMED}),
            ("conclusion_decided_by_someone", None, {"status": ConclusionStatus.CONFIRMED}),
            ("conclusion_decided_by_someone", "second", {}),
            ("conclusion_returned_with_reason", "second", {"status": ConclusionStatus.RETURNED}),
            ("conclusion_says_something", None, {"text": ""}),
        ],
    )
    def test_impossible_conclusions(self, office, name, decider, facts):
        decided = {"decided_by": getattr(office, decider), "decided_on": TODAY} if decider else {}
        refused(name, lambda: self.made(office, **decided, **facts))

    def test_a_decision_has_both_a_person_and_a_day(self, office):
        refused(
            "conclusion_decided_whole",
            lambda: self.made(office, status=ConclusionStatus.CONFIRMED, decided_by=office.second),
        )

    def test_one_standing_conclusion_per_round(self, office):
        self.made(office)
        refused("conclusion_one_standing", lambda: self.made(office, number=2))

    def test_a_confirmed_conclusion_is_final(self, office):
        made = self.made(
            office,
            status=ConclusionStatus.CONFIRMED,
            decided_by=office.second,
            decided_on=TODAY,
        )
        mine = Conclusion.objects.filter(pk=made.pk)
        refused("Cannot update or delete", lambda: mine.update(text="改了"))
        refused("Cannot update or delete", mine.delete)


class TestResult:
    @pytest.mark.parametrize(
        ("name", "facts"),
        [
            ("result_sufficient_has_grade", {"sufficient": True, "grade": ""}),
            ("result_valid_of_received", {"sufficient": False, "valid": 9}),
        ],
    )
    def test_impossible_results(self, office, name, facts):
        defaults = {"received": 8, "valid": 8, "groups_heard": 4, "data": {}, "computed_on": TODAY}
        refused(
            name,
            lambda: Result.objects.create(
                round=office.open(),
                dossier=office.dossier,
                computed_by=office.writer,
                **(defaults | facts),
            ),
        )
