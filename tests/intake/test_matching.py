"""Who a row is about, and what it changes: new, changed, same, wrong."""

import datetime as dt

import pytest

from accounts.roles import Role
from cases.models import Cadre, Clock, Decision, HelperDesignation
from cases.rules.identity import NEEDS_STEWARD
from columns.refusal import Refused
from intake.actions.batches import commit_file, desk_of, headers_of, keep_file
from intake.actions.check import check
from intake.actions.undo import undo_batch
from intake.models import ImportBatch
from intake.rules.ledger import read_ledger
from intake.rules.reading.run import read_file
from tests import factories
from tests.factories import NOON
from tests.intake import ledgers
from tests.intake.conftest import DAY

H = [*ledgers.HEADERS, "处分机关", "违纪事由", "联系电话", "身份证号", "帮扶人", "影响期止"]
ONE = dict(zip(ledgers.HEADERS, ledgers.PEOPLE[0], strict=True)) | {"处分机关": "青禾区纪委监委"}
ID = "110105197804010023"


@pytest.fixture
def bring(run, tmp_path):
    """bring({header: cell, …}, …): the command's answer for a ledger of these rows."""

    def bring(*rows, **words):
        table = [H, *[[row.get(header) for header in H] for row in rows]]
        return run(ledgers.xlsx(tmp_path / "台账.xlsx", table), **words)

    return bring


@pytest.fixture
def officer(office):
    return factories.user(Role.OFFICER, office)


@pytest.fixture
def judge(office, officer, tmp_path):
    """judge({…}, …, answers=…, confirmed=…): the verdicts, and with commit=True their effect."""

    def judge(*rows, commit=False, **decided):
        table = [H, *[[row.get(header) for header in H] for row in rows]]
        data = ledgers.xlsx(tmp_path / "台账.xlsx", table).read_bytes()
        ledger = read_ledger(read_file(data, "台账.xlsx"), today=DAY)
        desk = desk_of(office, by=None, on=DAY, at=NOON)
        headers = headers_of(ledger.tables)
        checked = check(ledger.rows, headers, office=office, by=officer, today=DAY, **decided)
        if commit:
            batch = keep_file(data, name="台账.xlsx", office=office, by=None, on=DAY, at=NOON)
            commit_file(batch, checked, desk=desk, notices=[], tell=lambda _: None)
        return checked

    return judge


def kinds(answer):
    return {key: answer[key] for key in ("new", "changed", "same", "wrong") if answer[key]}


def test_an_empty_cell_never_erases(bring):
    bring(ONE | {"联系电话": "13800000000", "违纪事由": "工作失职", "帮扶人": "冯修远"})
    assert kinds(bring(ONE | {"职务": None, "政治面貌": None, "性别": None})) == {"same": 1}
    cadre = Cadre.objects.get()
    assert (cadre.post, cadre.phone, cadre.politics) == ("教师", "13800000000", "member")
    assert HelperDesignation.objects.get().name == "冯修远"


def test_a_differing_field_is_a_change_and_the_next_time_none(bring):
    bring(ONE)
    later = ONE | {
        "职务": "副校长",
        "违纪事由": "工作失职",
        "联系电话": "13800000000",
        "帮扶人": "冯修远",
    }
    assert kinds(bring(later)) == {"changed": 1}
    cadre = Cadre.objects.get()
    assert (cadre.post, cadre.phone, cadre.version) == ("副校长", "13800000000", 2)
    assert Decision.objects.get().reason == "工作失职"
    assert kinds(bring(later)) == {"same": 1}


def test_a_further_decision_joins_the_person(bring):
    bring(ONE)
    second = ONE | {
        "处分种类": "政务记过",
        "处分文号": "青监〔2026〕5号",
        "处分决定时间": "2026-05-06",
    }
    assert kinds(bring(second)) == {"changed": 1}
    cadre = Cadre.objects.get()
    assert (cadre.decisions.count(), cadre.dossiers.count()) == (2, 1)
    assert kinds(bring(ONE, second)) == {"same": 2}


def test_the_same_decision_under_another_spelling_of_its_number_is_the_same(bring):
    bring(ONE)
    assert kinds(bring(ONE | {"处分文号": "青纪[2025] 1号"})) == {"same": 1}


def test_a_person_is_matched_by_id_number_before_anything_else(bring):
    bring(ONE | {"身份证号": ID, "性别": "女", "出生年月": "1978.04"})
    assert Cadre.objects.get().id_number == ID
    moved = ONE | {"身份证号": ID, "性别": None, "出生年月": None, "工作单位": "望川区教育局"}
    answer = bring(moved | {"处分文号": "望纪〔2026〕7号", "处分决定时间": "2026-07-07"})
    assert kinds(answer) == {"changed": 1}
    assert Cadre.objects.get().unit.full_name == "望川区教育局"


def test_the_same_id_number_under_another_name_is_wrong(bring):
    bring(ONE | {"身份证号": ID, "性别": "女"})
    answer = bring(ONE | {"身份证号": ID, "姓名": "许明彻", "性别": "女"})
    assert kinds(answer) == {"wrong": 1}
    assert answer["errors"][0]["message"].endswith(NEEDS_STEWARD)
    assert ID not in str(answer)


def test_a_person_hidden_elsewhere_is_answered_as_one_in_sight_under_another_name(bring):
    """Whether the number is known outside the office's sight cannot be read off the answer."""
    bring(ONE | {"身份证号": ID, "性别": "女"})
    elsewhere = "110105197804010066"
    factories.decision(
        factories.cadre(factories.work_unit("青禾区第三中学"), name="丁怀瑾", id_number=elsewhere),
        factories.office("望川区纪委监委"),
    )
    rows = [
        ONE | {"身份证号": number, "姓名": "许明彻", "性别": "女"} for number in (ID, elsewhere)
    ]
    seen, hidden = (bring(row)["errors"][0] for row in rows)
    assert seen["message"] == hidden["message"]
    assert (seen["column"], seen["row"]) == (hidden["column"], hidden["row"])


def test_several_hits_are_wrong(bring, office):
    for name in ("青禾区财政局", "青禾区民政局"):
        factories.cadre(factories.work_unit(name), name="许明澈")
    answer = bring(ONE | {"处分文号": "新〔2026〕1号", "处分决定时间": "2026-02-02"})
    assert kinds(answer) == {"wrong": 1}
    assert "有 2 名同名" in answer["errors"][0]["message"]


ELSEWHERE = ONE | {
    "工作单位": "望川区教育局", "处分文号": "望纪〔2026〕7号", "处分决定时间": "2026-07-07",
}  # fmt: skip


def test_another_unit_without_a_shared_decision_may_be_the_same_person(bring):
    bring(ONE)
    answer = bring(ELSEWHERE)
    assert kinds(answer) == {"wrong": 1}
    assert answer["errors"][0]["column"] == "姓名"
    assert "可能是同一人" in answer["errors"][0]["message"]
    assert kinds(
        bring(ELSEWHERE | {"处分文号": "青纪〔2025〕1号", "处分决定时间": "2025-03-20"})
    ) == {"changed": 1}


@pytest.mark.parametrize(
    ("answer", "kind", "people"), [("same", "changed", 1), ("other", "new", 2)]
)
def test_the_answer_decides_whether_it_is_the_same_person(judge, answer, kind, people):
    judge(ONE, commit=True)
    checked = judge(ELSEWHERE, answers={0: answer}, commit=True)
    assert checked.counts == {"rows": 1, "new": 0, "changed": 0, "same": 0, "wrong": 0} | {kind: 1}
    assert Cadre.objects.count() == people
    assert judge(ELSEWHERE).counts["same"] == 1


def test_two_rows_of_one_file_may_be_the_same_person_as_well(bring):
    answer = bring(ONE, ELSEWHERE)
    assert kinds(answer) == {"new": 1, "wrong": 1}
    assert "本表第2行" in answer["errors"][0]["message"]


def test_a_row_twice_in_one_file_counts_once(bring):
    assert kinds(bring(ONE, ONE)) == {"new": 1, "same": 1}
    assert Decision.objects.count() == 1


def test_two_versions_of_one_decision_in_one_file_are_wrong(bring):
    answer = bring(ONE, ONE | {"处分决定时间": "2025-03-21"})
    assert kinds(answer) == {"new": 1, "wrong": 1}
    assert "与第2行是同一人" in answer["errors"][0]["message"]


def test_a_change_that_moves_a_clock_waits_for_a_tick(judge):
    judge(ONE, commit=True)
    corrected = ONE | {"处分决定时间": "2025-04-20"}
    held = judge(corrected, commit=True)
    (verdict,) = held.verdicts
    assert held.counts["changed"] == 1
    assert verdict.moves == [{"label": "党内警告", "old": "2026-03-19", "new": "2026-04-19"}]
    assert Clock.objects.get().end == dt.date(2026, 3, 19)
    judge(corrected, confirmed={0: verdict.moves}, commit=True)
    assert Clock.objects.get().end == dt.date(2026, 4, 19)
    assert judge(corrected).counts["same"] == 1


def test_an_earlier_decision_that_lengthens_a_running_one_must_be_ticked(judge):
    judge(ONE, commit=True)
    earlier = ONE | {
        "处分种类": "党内严重警告", "处分文号": "青纪〔2024〕8号", "处分决定时间": "2024-06-01",
    }  # fmt: skip
    (verdict,) = judge(earlier).verdicts
    assert [move["old"] for move in verdict.moves] == ["2026-03-19"]
    assert verdict.moves[0]["new"] > "2026-03-19"


def test_a_tick_for_another_move_does_not_count(judge):
    judge(ONE, commit=True)
    corrected = ONE | {"处分决定时间": "2025-04-20"}
    other = [{"label": "党内警告", "old": "2026-03-19", "new": "2026-05-19"}]
    assert judge(corrected, confirmed={0: other}).verdicts[0].is_held


def test_a_printed_end_is_no_truth_and_its_difference_is_told(judge):
    right, wrong = ONE | {"影响期止": "2026.3.19"}, ONE | {"影响期止": "2026年3月20日"}
    assert judge(right).verdicts[0].row.notices == []
    assert judge(wrong).verdicts[0].row.notices == [
        "表中影响期止于 2026-03-20，推算为 2026-03-19。以推算结果为准，请核对"
    ]
    judge(wrong, commit=True)
    assert Clock.objects.get().end == dt.date(2026, 3, 19)


def test_a_number_used_for_two_people_is_only_a_notice(judge):
    other = ONE | {"姓名": "罗春梅", "性别": "女"}
    first, second = judge(ONE, other).verdicts
    assert first.kind == second.kind == "new"
    assert (
        first.row.notices
        == second.row.notices
        == ["文号“青纪〔2025〕1号”也用在其他人员身上，请核对"]
    )


def test_the_expelled_and_dismissed_are_not_followed_up_and_the_reason_is_told(judge):
    row = ONE | {"处分种类": "开除党籍、开除公职", "违纪事由": "判处有期徒刑三年"}
    (verdict,) = judge(row, commit=True).verdicts
    assert verdict.kind == "new"
    assert verdict.row.notices == ["已开除党籍、开除公职，不列入回访范围。"]
    cadre = Cadre.objects.get()
    assert (cadre.decisions.count(), cadre.dossiers.count()) == (2, 0)


def test_a_measure_the_person_cannot_receive_is_refused_at_its_cell(bring):
    answer = bring(ONE | {"政治面貌": "群众"})
    assert [(e["row"], e["column"]) for e in answer["errors"]] == [(2, "处分种类")]
    assert "只适用于中共党员" in answer["errors"][0]["message"]


def test_an_unknown_unit_stands_under_its_longest_prefix_and_waits_to_be_checked(bring, office):
    area = office.parent
    bring(
        ONE | {"工作单位": "临澜市望川区财政局"},
        ELSEWHERE | {"姓名": "罗春梅", "工作单位": "临澜市望川区财政局国库科"},
    )
    bureau = Cadre.objects.get(name="许明澈").unit
    section = Cadre.objects.get(name="罗春梅").unit
    assert (bureau.name, bureau.parent, bureau.checked) == ("望川区财政局", area, False)
    assert (section.name, section.parent, section.checked) == ("国库科", bureau, False)


def test_a_person_of_another_office_is_not_told_of_nor_joined(bring):
    factories.decision(
        factories.cadre(factories.work_unit("青禾区第三中学"), name="许明澈"),
        factories.office("望川区纪委监委"),
    )
    answer = bring(ONE)
    assert kinds(answer) == {"wrong": 1}
    assert "需由数据管理员核对" in answer["errors"][0]["message"]


def test_undo_restores_what_was_changed_and_takes_back_what_was_added(judge):
    judge(ONE, commit=True)
    before = Cadre.objects.values().get()
    judge(
        ONE
        | {
            "职务": "副校长",
            "违纪事由": "工作失职",
            "工作单位": "青禾区教育局",
            "帮扶人": "冯修远",
        },
        ONE
        | {
            "处分种类": "政务记过",
            "处分文号": "青监〔2026〕5号",
            "处分决定时间": "2026-05-06",
            "工作单位": None,
            "职务": None,
        },
        commit=True,
    )
    assert Cadre.objects.get().unit.full_name == "青禾区教育局"
    undo_batch(ImportBatch.objects.latest("pk"), by=None, on=DAY, at=NOON)
    after = Cadre.objects.values().get()
    assert {k: v for k, v in after.items() if k != "version"} == {
        k: v for k, v in before.items() if k != "version"
    }
    decision = Decision.objects.live().get()
    assert (decision.reason, Clock.objects.count()) == ("", 1)
    assert HelperDesignation.objects.count() == 0


def test_undo_is_refused_with_the_name_of_whoever_was_worked_on(judge):
    judge(ONE, ELSEWHERE | {"姓名": "罗春梅"}, commit=True)
    batch = ImportBatch.objects.get()
    cadre = Cadre.objects.get(name="罗春梅")
    from cases.actions import edit_cadre

    edit_cadre(cadre, version=1, by=None, on=DAY, post="校长")
    with pytest.raises(Refused, match="罗春梅同志（共 1 人）"):
        undo_batch(batch, by=None, on=DAY, at=NOON)
    assert Cadre.objects.live().count() == 2


def test_a_batch_is_undone_once(judge):
    judge(ONE, commit=True)
    batch = ImportBatch.objects.get()
    undo_batch(batch, by=None, on=DAY, at=NOON)
    with pytest.raises(Refused, match="已经撤销"):
        undo_batch(batch, by=None, on=DAY, at=NOON)
    assert judge(ONE).counts["new"] == 1
