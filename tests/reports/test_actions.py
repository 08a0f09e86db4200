"""The life of a letter: drafted once, two people, one number, one file, one receipt."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pgtrigger
import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from audit.models import Entry
from cases.actions import move_dossier
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.refusal import Refused
from jobs.models import Job
from reports.actions import (
    acknowledge,
    allot_number,
    approve_letter,
    draft_letter,
    draft_missing,
    edit_letter,
    hand_out,
    mark_read,
    refresh_letter,
    request_issue,
    return_letter,
    store_file,
    submit_letter,
    track_sent,
    withdraw_letter,
)
from reports.choices import LetterStatus
from reports.models import Letter, LetterFile, LetterNumber
from reports.rules.facts import LetterFacts
from tests import factories
from tests.reports.letters import NOON, PAPER, TODAY, Desk, text_of
from visits.choices.visiting import Place, VisitMode

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return str(caught.value)


def stage_of(desk):
    return Dossier.objects.get(pk=desk.dossier.pk).status


class TestDraft:
    def test_a_concluded_dossier_without_letter_is_drafted_once(self, desk):
        assert [letter.dossier_id for letter in draft_missing(today=TODAY)] == [desk.dossier.pk]
        assert draft_missing(today=TODAY) == []
        assert Letter.objects.count() == 1
        assert [e.actor_id for e in Entry.objects.filter(verb="letter.drafted")] == [None]

    def test_a_dossier_that_is_not_concluded_is_left_alone(self, desk):
        Dossier.objects.update(status=DossierStatus.RATING)
        assert draft_missing(today=TODAY) == []

    def test_what_a_person_withdrew_is_not_drafted_again(self, desk):
        letter = desk.drafted()
        Letter.objects.update(created_at=NOON)
        withdraw_letter(letter, version=letter.version, reason="已调离本地", by=desk.writer)
        assert draft_missing(today=TODAY) == []

    def test_asked_for_twice_it_is_the_same_letter(self, desk):
        assert desk.drafted() == draft_letter(desk.dossier, by=desk.second, on=TODAY)
        assert Entry.objects.filter(verb="letter.drafted").count() == 1

    def test_too_early_a_letter_is_refused_in_a_sentence(self, desk):
        Dossier.objects.update(status=DossierStatus.ASSESSING)
        dossier = Dossier.objects.get(pk=desk.dossier.pk)
        assert refusal(draft_letter, dossier, by=desk.writer, on=TODAY) == (
            "档案现在处于“研判中”，开展回访以后才能起草反馈函。"
        )

    def test_it_is_written_from_the_rows_and_carries_nobody_s_words(self, desk):
        letter = desk.drafted()
        assert letter.title == "关于许明澈同志回访教育情况的反馈函"
        assert letter.addressee == desk.personnel
        assert letter.parts["sanction"] == (
            "许明澈，男，汉族，1978年4月生，中共党员，现任临澜市青禾区财政局科员。"
            f"2026年3月25日，经临澜市纪委监委批准，受到党内警告处分（{number_of(desk)}）。"
            "党内警告处分影响期自2026年3月25日起至2027年3月24日止，目前尚在影响期内。\n"
            "经核对，职务职级执行事项已落实；工资待遇正在办理。"
        )
        assert letter.parts["work"] == (
            "2026年9月1日，按照“一人一策”方案，共开展回访1次，其中当面谈话1次；"
            "听取所在单位党组织、党员群众、同事等4人次意见。"
        )
        assert letter.parts["public"].startswith(
            "2026年9月组织开展综合评价，发出评价表8份，收回有效8份，覆盖4类评价主体，"
            "综合评价为“表现突出”，各类主体看法较一致。"
        )
        assert [letter.parts[name] for name in ("thought", "duty", "style", "opinion")] == [""] * 4
        whole = "".join(letter.parts.values())
        assert not any(words in whole for words in ("原文", "说的话", "预算公开", "表现平稳"))

    def test_facts_come_back_as_they_were_taken(self, desk):
        letter = Letter.objects.get(pk=desk.drafted().pk)
        assert LetterFacts.thawed(letter.facts) == letter.taken
        assert letter.taken.bound is True


def number_of(desk):
    return desk.dossier.decisions.get().document.number


class TestEdit:
    def test_choosing_an_opinion_brings_its_sentence(self, desk):
        letter = desk.written()
        assert letter.parts["opinion"].startswith("建议所在单位党组织继续做好教育管理和关心帮助")
        assert letter.taken.opinion.choice == "continue"

    def test_another_opinion_replaces_a_sentence_nobody_wrote(self, desk):
        letter = desk.written()
        text = text_of(letter, opinion="help", areas="沟通交流", revisit_month=date(2027, 3, 1))
        edit_letter(letter, text=text, version=letter.version, by=desk.writer, on=TODAY)
        assert letter.parts["opinion"] == (
            "建议所在单位党组织围绕沟通交流继续加强帮助，我委将于2027年3月再次回访。"
        )

    def test_a_sentence_somebody_wrote_stays(self, desk):
        letter = desk.drafted()
        text = text_of(letter, parts={**letter.parts, "opinion": "另行商议。"})
        edit_letter(letter, text=text, version=letter.version, by=desk.writer, on=TODAY)
        assert letter.parts["opinion"] == "另行商议。"

    def test_two_people_who_opened_the_same_page_do_not_overwrite_each_other(self, desk):
        letter = desk.drafted()
        seen = letter.version
        edit_letter(letter, text=text_of(letter), version=seen, by=desk.writer, on=TODAY)
        assert (
            refusal(
                edit_letter, letter, text=text_of(letter), version=seen, by=desk.second, on=TODAY
            )
            == "这份文书刚被他人办理过，请刷新页面后再办理。"
        )

    def test_after_submission_the_words_stay(self, desk):
        letter = desk.submitted()
        assert "刚被他人办理过" in refusal(
            edit_letter,
            letter,
            text=text_of(letter),
            version=letter.version,
            by=desk.writer,
            on=TODAY,
        )

    def test_facts_taken_anew_change_only_what_nobody_touched(self, desk):
        letter = desk.written()
        desk.visit(visited_on=date(2026, 9, 20), mode=VisitMode.HOME, place=Place.HOME)
        parts = {**letter.parts, "sanction": "由我们自己写的一段。"}
        text = replace(text_of(letter), parts=parts)
        edit_letter(letter, text=text, version=letter.version, by=desk.writer, on=TODAY)
        refresh_letter(letter, version=letter.version, by=desk.writer, on=TODAY)
        assert letter.parts["sanction"] == "由我们自己写的一段。"
        assert "共开展回访2次，其中当面谈话1次、入户走访1次" in letter.parts["work"]
        assert letter.taken.work.visits == 2


class TestTwoPeople:
    def test_a_letter_with_a_gap_is_not_submitted(self, desk):
        letter = desk.drafted()
        said = refusal(submit_letter, letter, version=letter.version, by=desk.writer, on=TODAY)
        assert said == "还不能办理（共4处）：“思想认识方面”还没有内容。"

    @pytest.mark.parametrize("who", ["writer", "leader"])
    def test_who_submitted_may_not_approve(self, desk, who):
        letter = desk.written()
        submit_letter(letter, version=letter.version, by=desk.leader, on=TODAY)
        assert (
            refusal(approve_letter, letter, version=letter.version, by=getattr(desk, who), on=TODAY)
            == "反馈函须由另一人签发，拟稿人和送签人不能签发自己的函。"
        )

    def test_nor_does_the_database_let_him(self, desk):
        letter = desk.submitted()
        approved = {
            "status": LetterStatus.APPROVED,
            "approved_by": desk.writer,
            "approved_on": TODAY,
        }
        with (
            pytest.raises(IntegrityError, match="letter_approved_by_another"),
            transaction.atomic(),
        ):
            Letter.objects.filter(pk=letter.pk).update(**approved)

    def test_a_second_approval_finds_it_done(self, desk):
        letter = desk.submitted()
        seen, other = letter.version, factories.user(Role.LEADER, desk.unit)
        approve_letter(letter, version=seen, by=desk.leader, on=TODAY)
        again = Letter.objects.get(pk=letter.pk)
        assert "刚被他人办理过" in refusal(approve_letter, again, version=seen, by=other, on=TODAY)
        assert Letter.objects.get().approved_by == desk.leader

    def test_a_returned_letter_is_open_again_and_says_why(self, desk):
        letter = desk.approved()
        return_letter(letter, version=letter.version, reason="补充事例", by=desk.leader, on=TODAY)
        assert (letter.status, letter.return_reason, letter.approved_by) == (
            LetterStatus.RETURNED,
            "补充事例",
            None,
        )
        submit_letter(letter, version=letter.version, by=desk.writer, on=TODAY)
        assert letter.return_reason == ""

    def test_a_period_that_ended_meanwhile_stops_the_approval(self, desk):
        letter = desk.submitted()
        said = refusal(
            approve_letter, letter, version=letter.version, by=desk.leader, on=date(2027, 3, 25)
        )
        assert said == "还不能办理：影响期已于2027年3月24日届满，草稿写的仍是期内，请重新取数。"


class TestIssue:
    def test_two_clicks_are_one_job(self, desk):
        letter = desk.approved()
        assert request_issue(letter, by=desk.writer) == request_issue(letter, by=desk.leader)
        assert Job.objects.count() == 1
        assert Letter.objects.get().status == LetterStatus.ISSUING

    def test_before_the_approval_there_is_no_number_to_have(self, desk):
        letter = desk.submitted()
        assert refusal(request_issue, letter, by=desk.writer) == (
            "这份函现在是“待签发”，签发以后才能编号制作。"
        )
        assert refusal(allot_number, letter, by=desk.writer) == "签发以后才能编号。"

    def test_a_letter_keeps_its_number_and_the_next_one_follows(self, desk):
        first, _ = desk.asked()
        assert str(allot_number(first, by=desk.writer)) == "临纪函〔2026〕1号"
        assert str(allot_number(first, by=desk.writer)) == "临纪函〔2026〕1号"
        store_file(first, paper=PAPER, by=desk.writer, at=NOON, on=TODAY)
        desk.reload()
        second, _ = desk.asked()
        assert str(allot_number(second, by=desk.writer)) == "临纪函〔2026〕2号"

    def test_a_number_is_of_the_year_of_approval(self, desk):
        letter, _ = desk.asked()
        Letter.objects.update(approved_on=date(2025, 12, 31))
        assert str(allot_number(letter, by=desk.writer)) == "临纪函〔2025〕1号"

    def test_the_file_is_frozen_with_its_hash_and_the_dossier_moves_on(self, desk):
        letter = desk.issued()
        file = LetterFile.objects.get()
        assert (file.sha256, file.size, file.pages) == (
            hashlib.sha256(PAPER.content).hexdigest(),
            len(PAPER.content),
            4,
        )
        assert (letter.status, letter.issued_on) == (LetterStatus.ISSUED, TODAY)
        assert stage_of(desk) == DossierStatus.FED_BACK
        entry = Entry.objects.get(verb="letter.issued")
        assert (entry.actor_id, entry.detail["sha256"]) == (desk.writer.pk, file.sha256)

    def test_a_second_file_is_refused_and_changes_nothing(self, desk):
        letter = desk.issued()
        assert "刚被他人办理过" in refusal(
            store_file, letter, paper=PAPER, by=desk.writer, at=NOON, on=TODAY
        )
        assert LetterFile.objects.count() == 1

    @pytest.mark.parametrize("model", [LetterFile, LetterNumber])
    def test_number_and_file_never_change(self, desk, model):
        desk.issued()
        for change in (model.objects.all().delete, lambda: model.objects.update(id=9)):
            with pytest.raises(Exception, match="pgtrigger: Cannot"), transaction.atomic():
                change()

    def test_a_file_that_was_tampered_with_is_not_handed_out(self, desk):
        letter = desk.issued()
        with pgtrigger.ignore("reports.LetterFile:file_is_final"):
            LetterFile.objects.update(content=b"x")
        assert "与定稿时的摘要不一致" in refusal(hand_out, letter, by=desk.reader)


class TestReceipt:
    def test_the_first_look_is_kept(self, desk):
        letter = desk.issued()
        other = factories.user(Role.PERSONNEL, desk.personnel)
        mark_read(letter, by=desk.reader, at=NOON)
        mark_read(letter, by=other, at=NOON + timedelta(days=1))
        assert (letter.read_by, letter.read_at) == (desk.reader, NOON)
        assert Entry.objects.filter(verb="letter.read").count() == 1

    def test_each_download_is_on_record(self, desk):
        letter = desk.issued()
        assert bytes(hand_out(letter, by=desk.reader).content) == PAPER.content
        hand_out(letter, by=desk.writer)
        assert [
            e.actor_id for e in Entry.objects.filter(verb="letter.downloaded").order_by("pk")
        ] == [
            desk.reader.pk,
            desk.writer.pk,
        ]

    def test_signed_for_once_the_dossier_goes_on_to_tracking(self, desk):
        letter = desk.issued()
        acknowledge(letter, by=desk.reader, at=NOON, on=TODAY)
        acknowledge(letter, by=desk.reader, at=NOON + timedelta(hours=1), on=TODAY)
        stored = Letter.objects.get()
        assert (stored.status, stored.received_by, stored.received_at) == (
            LetterStatus.RECEIVED,
            desk.reader,
            NOON,
        )
        assert stage_of(desk) == DossierStatus.TRACKING
        assert Entry.objects.filter(verb="letter.received").count() == 1

    def test_another_unit_may_not_sign(self, desk):
        letter = desk.issued()
        stranger = factories.user(Role.PERSONNEL, factories.personnel_office("另一个组织部"))
        assert refusal(acknowledge, letter, by=stranger, at=NOON, on=TODAY) == (
            "这份函不是发给本单位的，不能签收。"
        )

    @pytest.mark.parametrize(("days", "stage"), [(9, "fed_back"), (10, "tracking")])
    def test_after_ten_days_without_receipt_tracking_begins(self, desk, days, stage):
        desk.issued()
        assert track_sent(today=TODAY + timedelta(days=days)) == (days == 10)
        assert stage_of(desk) == stage

    def test_a_dossier_reopened_meanwhile_is_left_where_it_is(self, desk):
        letter = desk.issued()
        dossier = Dossier.objects.get(pk=desk.dossier.pk)
        move_dossier(dossier, to=DossierStatus.ASSESSING, by=None, on=TODAY)
        letter = Letter.objects.get(pk=letter.pk)
        acknowledge(letter, by=desk.reader, at=NOON, on=TODAY)
        assert stage_of(desk) == DossierStatus.ASSESSING


class TestVisible:
    def seen(self, user):
        return list(Letter.objects.visible_to(user))

    def test_the_office_sees_its_letters_from_the_draft_on(self, desk):
        letter = desk.drafted()
        assert [self.seen(who) for who in (desk.writer, desk.second, desk.leader)] == [[letter]] * 3

    @pytest.mark.parametrize("step", ["drafted", "submitted", "approved"])
    def test_the_addressee_sees_nothing_before_the_issue(self, desk, step):
        getattr(desk, step)()
        assert self.seen(desk.reader) == []

    def test_after_the_issue_the_addressee_sees_it_and_nobody_else_outside(self, desk):
        letter = desk.issued()
        elsewhere = Desk("另一个纪委", "罗春梅")
        assert self.seen(desk.reader) == [letter]
        outside = [elsewhere.reader, elsewhere.writer, elsewhere.leader]
        inside = [
            factories.user(role, desk.unit) for role in (Role.INSPECTOR, Role.HELPER, Role.ADMIN)
        ]
        unit = factories.user(Role.UNIT, desk.dossier.cadre.unit)
        assert [self.seen(who) for who in (*outside, *inside, unit)] == [[]] * 7
