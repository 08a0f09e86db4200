"""The ledger of a dossier: generated lines, lines by hand, signatures, the workbook."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import DatabaseError, transaction

from accounts.roles import Role
from columns.codes import new_code
from columns.refusal import Refused
from ledger.actions import LineFacts, add_line, countersign_half, sign_half, void_line
from ledger.facts.whole import keys_of, lines_of, turns_of
from ledger.models import LedgerLine, LedgerSign
from ledger.rules import Line, half_of, half_words, in_order, last_day_of, marked
from tests import factories
from tests.factories import NOON
from tests.needs.people import ANSWER, WORDS, answered
from tests.visits.people import BACKEND, TODAY, people, talked, visited

pytestmark = pytest.mark.django_db
PRIZE = LineFacts(date(2026, 6, 20), "honours", "获评先进工作者", "县委〔2026〕12号")


@pytest.fixture
def who():
    return people()


def added(who, facts=PRIZE, *, token=None, by=None):
    return add_line(
        who.dossier, token=token or new_code(), facts=facts, by=by or who.officer, on=TODAY
    )


def signed(who, half="2026H1"):
    keys = keys_of(lines_of(who.dossier, viewer=who.officer), half)
    sign_half(who.dossier, half=half, keys=keys, by=who.officer, on=TODAY)
    return keys


# Rules ------------------------------------------------------------------------------------


def test_a_half_year_has_a_name_and_a_last_day():
    assert (half_of(date(2026, 6, 30)), half_of(date(2026, 7, 1))) == ("2026H1", "2026H2")
    assert (last_day_of("2026H1"), last_day_of("2026H2")) == (date(2026, 6, 30), date(2026, 12, 31))
    assert half_words("2026H2") == "2026年下半年"


def test_lines_stand_by_day_and_what_came_after_a_signature_is_marked():
    first, second, later = (
        Line("a", date(2026, 3, 1), "talk", "一"),
        Line("b", date(2026, 2, 1), "talk", "二"),
        Line("c", date(2026, 2, 1), "talk", "三"),
    )
    lines = marked(in_order([first, later, second]), {"2026H1": {"a", "b"}})
    assert [(line.key, line.is_later) for line in lines] == [
        ("b", False), ("c", True), ("a", False),
    ]  # fmt: skip


# What it holds ----------------------------------------------------------------------------


def test_it_is_made_of_what_the_other_parts_keep(who):
    visit = visited(who, parts={})
    talk = talked(who, held_on=date(2026, 9, 12))
    need = answered(who, factories.work_unit("青禾区教育局"))
    added(who)
    lines = lines_of(who.dossier, viewer=who.officer)
    assert [(line.category, line.day) for line in lines] == sorted(
        ((line.category, line.day) for line in lines), key=lambda each: each[1]
    )
    by_key = {line.key: line for line in lines}
    assert by_key[f"visit:{visit.code}"].work == "按时完成预算编制"
    assert by_key[f"talk:{talk.code}"].thought == "平稳"
    assert by_key[f"need:{need.code}"].summary.endswith(WORDS)
    assert by_key[f"answer:{need.code}:2026-09-30"].summary.endswith(ANSWER)
    (hand,) = [line for line in lines if line.is_manual]
    assert (hand.summary, hand.category, hand.day) == ("获评先进工作者", "honours", PRIZE.day)
    assert {line.category for line in lines} >= {"sanction", "custody", "visit", "talk", "need"}


def test_the_same_page_sent_twice_is_one_line(who):
    token = new_code()
    assert added(who, token=token) == added(who, token=token)
    assert LedgerLine.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"category": "visit"}, "由程序从档案中生成"),
        ({"category": "lead"}, "由程序从档案中生成"),
        ({"day": date(2026, 10, 1)}, "日期不能晚于今天"),
        ({"summary": " "}, "请写明内容摘要和来源文书"),
        ({"paper": ""}, "请写明内容摘要和来源文书"),
    ],
)
def test_a_line_that_is_not_by_hand_or_says_too_little_is_refused(who, change, sentence):
    facts = {name: getattr(PRIZE, name) for name in ("day", "category", "summary", "paper")}
    with pytest.raises(Refused, match=sentence):
        added(who, LineFacts(**{**facts, **change}))


def test_a_voided_line_leaves_the_table_and_stays_in_the_database(who):
    line = added(who)
    with pytest.raises(Refused, match="请写明作废的原因"):
        void_line(line, reason=" ", by=who.officer, on=TODAY, at=NOON)
    void_line(line, reason="日期有误", by=who.officer, on=TODAY, at=NOON)
    assert [each for each in lines_of(who.dossier, viewer=who.officer) if each.is_manual] == []
    assert LedgerLine.objects.get().void_reason == "日期有误"


# Signatures -------------------------------------------------------------------------------


def test_a_half_year_is_signed_by_two_and_later_lines_are_marked(who):
    keys = signed(who)
    countersign_half(who.dossier, half="2026H1", by=who.director, on=TODAY)
    line = added(who)
    later = [each.key for each in lines_of(who.dossier, viewer=who.officer) if each.is_later]
    assert later == [f"line:{line.code}"]
    sign = LedgerSign.objects.get()
    assert (sign.keys, sign.handler, sign.director) == (keys, who.officer, who.director)


def test_what_a_signature_needs(who):
    with pytest.raises(Refused, match="还没有由承办人签字"):
        countersign_half(who.dossier, half="2026H1", by=who.director, on=TODAY)
    with pytest.raises(Refused, match="2026年下半年还没有结束"):
        sign_half(who.dossier, half="2026H2", keys=["a"], by=who.officer, on=TODAY)
    with pytest.raises(Refused, match="没有记录"):
        sign_half(who.dossier, half="2025H1", keys=[], by=who.officer, on=TODAY)
    signed(who)
    with pytest.raises(Refused, match="已由承办人签字"):
        signed(who)
    with pytest.raises(Refused, match="须由两个人签字"):
        countersign_half(who.dossier, half="2026H1", by=who.officer, on=TODAY)
    countersign_half(who.dossier, half="2026H1", by=who.director, on=TODAY)
    with pytest.raises(Refused, match="已由主任签字"):
        countersign_half(who.dossier, half="2026H1", by=who.leader, on=TODAY)


def test_the_database_refuses_one_person_for_both_signatures(who):
    signed(who)
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerSign.objects.update(director=who.officer, director_on=TODAY)


# The page, the turns, the workbook ---------------------------------------------------------


def test_the_three_turns_are_words_of_the_first_and_the_latest_visit(who):
    visited(who, attitude="differs", state="hesitant", work_text="按部就班")
    assert turns_of(who.dossier, viewer=who.officer) is None
    visited(
        who, visited_on=date(2026, 9, 10), change="better", attitude="clear", state="engaged",
        work_text="主动牵头预算改革",
    )  # fmt: skip
    turns = turns_of(who.dossier, viewer=who.officer)
    assert [(each.first, each.latest) for each in turns.turns] == [
        ("还有不同意见", "认识到位"),
        ("有顾虑放不开；平稳", "积极投入；平稳"),
        ("按部就班", "主动牵头预算改革"),
    ]
    assert (turns.first_on, turns.latest_on) == (date(2026, 5, 20), date(2026, 9, 10))


def test_the_workbook_holds_every_line_as_text(who, client):
    dangerous = LineFacts(date(2026, 6, 20), "honours", "=1+1", "@县委")
    added(who, dangerous)
    client.force_login(who.officer, backend=BACKEND)
    answer = client.get(f"/people/{who.dossier.code}/ledger/export/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:4] == ("序号", "日期", "类别", "内容摘要")
    assert len(rows) - 2 == len(lines_of(who.dossier, viewer=who.officer))
    cells = {cell for row in rows for cell in row}
    assert {"'=1+1", "'@县委", "人工登记"} <= cells
    assert who.dossier.cadre.name not in answer["Content-Disposition"]


def test_a_line_is_written_and_a_half_year_signed_on_the_page(who, client):
    client.force_login(who.officer, backend=BACKEND)
    base = f"/people/{who.dossier.code}/ledger/"
    given = {
        "token": new_code(), "day": "2026-06-20", "category": "honours",
        "summary": "获评先进工作者", "paper": "县委〔2026〕12号", "organisation": "",
    }  # fmt: skip
    assert client.post(f"{base}new/", given).status_code == 303
    assert client.post(f"{base}new/", {**given, "summary": ""}).status_code == 422
    assert "获评先进工作者" in client.get(base).content.decode()
    assert client.post(f"{base}sign/2026H1/", {"as": "handler"}).status_code == 303
    assert LedgerSign.objects.get().handler == who.officer
    # An officer is not the director.
    assert client.post(f"{base}sign/2026H1/", {"as": "director"}).status_code == 404


def test_neither_unit_nor_helper_opens_it(who, client):
    for user in (who.helper, factories.user(Role.UNIT, who.unit)):
        client.force_login(user, backend=BACKEND)
        assert client.get(f"/people/{who.dossier.code}/ledger/").status_code == 403
