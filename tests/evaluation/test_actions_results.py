"""Computing a round, and the two signatures of its conclusion."""

import pytest

from audit.models import Entry
from cases.actions import pause_dossier
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.refusal import Refused
from evaluation.actions import (
    close_round,
    compute_result,
    confirm_conclusion,
    return_conclusion,
    write_conclusion,
)
from evaluation.choices import Agreement, MissingReason, RoundKind, RoundStatus, Verdict
from evaluation.models import Conclusion, Result
from tests.evaluation.rounds import TODAY, conclusion

pytestmark = pytest.mark.django_db


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return str(caught.value)


def write(office, round_, content=None, by=None):
    return write_conclusion(
        round_, content=content or conclusion(), by=by or office.writer, on=TODAY
    )


class TestCompute:
    def test_a_sufficient_round_has_a_grade_and_its_counts(self, office):
        result = office.computed().result
        assert (result.sufficient, result.grade, result.proposed) == (True, "A", Verdict.STANDOUT)
        assert (result.received, result.valid, result.groups_heard) == (8, 8, 4)
        assert (result.data["total"], result.agreement) == ("100", Agreement.HIGH)

    def test_an_insufficient_round_has_none_and_says_what_is_missing(self, office):
        result = office.computed(sizes={"LD": 2, "TS": 3}).result
        assert (result.sufficient, result.grade, result.proposed) == (False, "", Verdict.NONE)
        assert result.data["shortfalls"][0].startswith("缺少必须有的评价主体：内部监督部门或")

    def test_an_open_round_is_not_computed(self, office):
        assert refusal(compute_result, office.filled(), by=office.writer, on=TODAY) == (
            "本轮评价现在处于“进行中”，不能转入“已计算”。"
        )

    def test_computing_twice_is_refused(self, office):
        round_ = office.computed()
        assert refusal(compute_result, round_, by=office.writer, on=TODAY) == (
            "本轮评价现在处于“已计算”，不能转入“已计算”。"
        )
        assert Result.objects.count() == 1

    def test_the_first_round_has_no_trend(self, office):
        assert office.computed().result.data["trend"] is None

    def test_the_second_is_compared_with_the_confirmed_one_before(self, office):
        office.concluded(positive=3, negative=1)
        trend = office.computed().result.data["trend"]
        assert trend["total"] == {"before": "75", "now": "100", "direction": "up"}
        assert trend["groups"] == ["LD", "TS", "FW", "NJ"]

    def test_the_reason_of_a_missing_group_is_kept(self, office):
        groups = {each["code"]: each for each in office.computed().result.data["groups"]}
        assert groups["JS"]["reason"] == MissingReason.NONE_EXISTS
        assert groups["LD"]["reason"] == ""

    def test_the_snapshot_is_exact(self, office):
        data = office.computed(positive=4, negative=0, ZZ_P1=3).result.data
        # ZZ-P1 75, the other four of its dimension 100
        assert data["dimensions"][0]["score"] == "95"
        assert data["total"] == "397/4"


class TestWrite:
    def test_a_conclusion_waits_for_the_second_person(self, office):
        written = write(office, office.computed())
        assert (written.is_waiting, written.number) == (True, 1)

    def test_before_computing_there_is_nothing_to_conclude(self, office):
        assert refusal(write, office, office.filled()) == (
            "本轮评价处于“进行中”，计算结果之后才能撰写结论。"
        )

    def test_a_second_one_waits_for_the_first(self, office):
        round_ = office.computed()
        write(office, round_)
        assert refusal(write, office, round_) == (
            "本轮已有一份结论等待确认，请先由另一人确认或退回。"
        )

    def test_other_words_than_proposed_need_a_reason(self, office):
        round_ = office.computed()
        assert refusal(write, office, round_, conclusion(Verdict.GOOD)) == (
            "结论用语与测算的“表现突出”不一致，请填写理由。"
        )
        write(office, round_, conclusion(Verdict.GOOD, departure_reason="整改尚有一项未完成"))

    def test_insufficient_data_need_a_reason_and_give_no_words(self, office):
        round_ = office.computed(sizes={"LD": 1})
        assert refusal(write, office, round_, conclusion(Verdict.GOOD)) == (
            "数据不足，结论用语只能选“不定等次”；补充评价后可以重新计算。"
        )
        assert refusal(write, office, round_, conclusion(Verdict.NONE)) == (
            "数据不足，请填写不再补充评价、直接作出结论的理由。"
        )
        write(office, round_, conclusion(Verdict.NONE, waiver_reason="单位已撤并"))

    def test_a_split_needs_an_explanation(self, office):
        round_ = office.open()
        for group, size in {"LD": 2, "TS": 3, "FW": 2, "NJ": 1}.items():
            for _ in range(size):
                low = {"positive": 1} if group == "TS" else {}
                office.enter(round_, group, **low)
        reasons = dict.fromkeys(("QZ", "JS", "SJ", "TY"), MissingReason.NONE_EXISTS)
        close_round(round_, missing_reasons=reasons, by=office.writer, on=TODAY)
        result = compute_result(round_, by=office.writer, on=TODAY)
        assert result.agreement == Agreement.SPLIT
        content = conclusion(result.proposed)
        assert refusal(write, office, round_, content) == (
            "各类主体分歧较大，请在会商后填写对分歧的说明。"
        )
        write(
            office, round_, conclusion(result.proposed, split_explanation="同事评分受岗位变动影响")
        )


class TestConfirm:
    def test_the_second_person_confirms_and_the_dossier_is_concluded(self, office):
        round_ = office.computed(RoundKind.FINAL)
        written = write(office, round_)
        confirm_conclusion(written, by=office.leader, on=TODAY)
        written.refresh_from_db()
        round_.refresh_from_db()
        assert (written.decided_by, written.decided_on) == (office.leader, TODAY)
        assert round_.status == RoundStatus.CONFIRMED
        assert Dossier.objects.get().status == DossierStatus.CONCLUDED
        assert Conclusion.objects.confirmed().of(office.dossier).get() == written

    def test_a_yearly_round_leaves_the_dossier_where_it_is(self, office):
        office.concluded(RoundKind.YEARLY)
        assert Dossier.objects.get().status == DossierStatus.VISITING

    def test_the_writer_cannot_confirm(self, office):
        written = write(office, office.computed(RoundKind.FINAL))
        assert refusal(confirm_conclusion, written, by=office.writer, on=TODAY) == (
            "结论须由另一人确认，撰写人不能确认或退回自己的结论。"
        )
        assert Dossier.objects.get().status == DossierStatus.RATING

    def test_confirming_twice_is_refused_and_changes_nothing(self, office):
        written = write(office, office.computed())
        confirm_conclusion(written, by=office.second, on=TODAY)
        assert refusal(confirm_conclusion, written, by=office.leader, on=TODAY) == (
            "这份结论刚被他人办理过，请刷新页面后再办理。"
        )
        assert Entry.objects.filter(verb="conclusion.confirmed").count() == 1

    def test_a_paused_dossier_is_not_concluded(self, office):
        written = write(office, office.computed(RoundKind.FINAL))
        pause_dossier(Dossier.objects.get(), reason="立案", by=None, on=TODAY)
        assert refusal(confirm_conclusion, written, by=office.second, on=TODAY) == (
            "档案暂停期间暂缓评定，请在恢复办理后再确认结论。"
        )

    def test_a_returned_one_is_written_anew(self, office):
        round_ = office.computed()
        written = write(office, round_)
        return_conclusion(written, reason="请补充主要依据", by=office.second, on=TODAY)
        again = write(office, round_)
        assert (again.number, again.is_waiting) == (2, True)

    def test_returning_needs_a_reason_and_another_person(self, office):
        written = write(office, office.computed())
        assert refusal(return_conclusion, written, reason="", by=office.second, on=TODAY) == (
            "请填写退回意见，例如请补充主要依据。"
        )
        assert refusal(return_conclusion, written, reason="改", by=office.writer, on=TODAY) == (
            "结论须由另一人确认，撰写人不能确认或退回自己的结论。"
        )
