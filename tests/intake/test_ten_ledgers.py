"""Ten more ledgers: other headers, orders and formats; each with its counts and one undo."""

import datetime as dt

import pytest

from cases.models import Cadre, Clock, Decision, Dossier
from intake.actions.undo import undo_batch
from intake.models import ImportBatch
from tests.factories import NOON
from tests.intake import ledgers
from tests.intake.conftest import DAY

H, P = ledgers.HEADERS, ledgers.PEOPLE


def at(row, **cells):
    """The row with some cells replaced, by header."""
    return [cells.get(header, value) for header, value in zip(H, row, strict=True)]


def other_names_and_order(path):
    names = {
        "姓名": "受处分人员姓名", "工作单位": "现所在单位", "处分种类": "受处分情况",
        "处分文号": "决定书文号", "处分决定时间": "处分生效日期", "政治面貌": "政治身份",
        "人员身份": "身份类别", "职务": "现任职务",
    }  # fmt: skip
    order = [9, 7, 0, 4, 1, 2, 3, 5, 6, 8]
    rows = [[names.get(H[i], H[i]) for i in order], *([row[i] for i in order] for row in P)]
    return ledgers.xlsx(path.with_suffix(".xlsx"), rows)


def one_row_header_with_totals(path):
    total = ["合计", None, None, None, None, None, None, "4人", None, None]
    rows = [["2026年台账"], H, *P[:2], [None] * 10, *P[2:], total, ["填表人：冯某　审核人：陈某"]]
    return ledgers.xlsx(path.with_suffix(".xlsx"), rows)


def old_excel(path):
    rows = [H, *[at(row, 处分决定时间=dt.date.fromisoformat(row[9])) for row in P]]
    return ledgers.xls(path.with_suffix(".xls"), rows, hidden=[2])


def open_document(path):
    return ledgers.ods(path.with_suffix(".ods"), [H, *P], hidden=[2])


def gbk_text(path):
    return ledgers.text(path.with_suffix(".csv"), [H, *P], encoding="gbk")


def full_width_blanks(path):
    spaced = [at(row, 姓名="\u3000".join(row[0]), 工作单位=f"\u3000{row[4]} ") for row in P]
    return ledgers.text(
        path.with_suffix(".csv"), [H, *spaced], encoding="utf-8-sig", delimiter="\t"
    )


def month_ends(path):
    days = ["2024-02-29", "2024-08-31", "2024-12-31", "2025-01-31"]
    return ledgers.xlsx(
        path.with_suffix(".xlsx"),
        [H, *[at(row, 处分决定时间=day) for row, day in zip(P, days, strict=True)]],
    )


def names_over_two_rows(path):
    again = [None] * 7 + ["政务警告", "青监〔2026〕9号", "2026-02-03"]
    rows = [H, P[0], again, *P[1:3]]
    return ledgers.xlsx(path.with_suffix(".xlsx"), rows, merges=[(1, 0, 2, 0)])


def hidden_rows(path):
    return ledgers.xlsx(path.with_suffix(".xlsx"), [H, *P], hidden=[2, 3])


def numeric_dates(path):
    def figures(row):
        day = dt.date.fromisoformat(row[9])
        return at(
            row, 出生年月=int(row[2].replace(".", "")), 处分决定时间=int(day.strftime("%Y%m%d"))
        )

    serial = at(P[3], 处分决定时间=(dt.date(2025, 4, 10) - dt.date(1899, 12, 30)).days)
    return ledgers.xlsx(path.with_suffix(".xlsx"), [H, *map(figures, P[:3]), serial])


def formulas_beside(path):
    rows = [[*H, "备注"], *[[*row, ""] for row in P]]
    return ledgers.xlsx(
        path.with_suffix(".xlsx"), rows, formulas=[(1, 10, '="共"&1&"次"', "共1次")]
    )


SHAPES = [
    other_names_and_order, one_row_header_with_totals, old_excel, open_document, gbk_text,
    full_width_blanks, month_ends, names_over_two_rows, hidden_rows, numeric_dates, formulas_beside,
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_ledger_goes_in_whole_again_without_trace_and_out_by_one_undo(shape, run, tmp_path):
    path = shape(tmp_path / "台账")
    first = run(path)
    assert (first["errors"], first["rows"], first["new"]) == ([], 4, 4)
    people = 3 if shape is names_over_two_rows else 4
    assert Cadre.objects.live().count() == Dossier.objects.live().count() == people
    assert Decision.objects.live().count() == (4 if people == 3 else 5)
    assert set(Cadre.objects.values_list("name", flat=True)) == {row[0] for row in P[:people]}
    again = run(path)
    assert (again["same"], again["rows"]) == (4, 4)
    undo_batch(ImportBatch.objects.order_by("pk").first(), by=None, on=DAY, at=NOON)
    assert Cadre.objects.live().count() == Decision.objects.live().count() == 0
    assert Dossier.objects.live().count() == Clock.objects.count() == 0


def test_a_name_over_two_rows_is_one_person_with_two_decisions(run, tmp_path):
    run(names_over_two_rows(tmp_path / "台账"))
    person = Cadre.objects.get(name="许明澈")
    assert sorted(person.decisions.values_list("measure_id", flat=True)) == ["AW", "PW"]
    assert person.dossiers.count() == 1


def test_month_ends_give_the_golden_dates(run, tmp_path):
    run(month_ends(tmp_path / "台账"))
    ends = {
        clock.decision.decided_on.isoformat(): clock.end.isoformat()
        for clock in Clock.objects.filter(system="party").select_related("decision")
    }
    assert ends == {
        "2024-02-29": "2025-02-27",
        "2024-08-31": "2026-02-27",
        "2025-01-31": "2026-01-30",
    }


def with_macro(folder):
    return ledgers.with_macro(folder / "a.xlsx", ledgers.xlsx(folder / "b.xlsx", [H, *P]))


def of_things(folder):
    return ledgers.text(folder / "a.csv", [["物品", "数量"], ["纸", 1]])


def without_rows(folder):
    return ledgers.text(folder / "a.csv", [H])


def without_days(folder):
    return ledgers.text(folder / "a.csv", [row[:9] for row in [H, *P]])


def missing(folder):
    return folder / "没有这个文件.xlsx"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (with_macro, "文件含有宏"),
        (of_things, "没有找到回访对象的表头"),
        (without_rows, "表中没有数据行"),
        (without_days, "缺少必填列：处分决定时间"),
        (missing, "找不到或打不开文件"),
    ],
)
def test_a_file_that_is_no_ledger_ends_with_2_and_one_sentence(make, sentence, run, tmp_path):
    answer = run(make(tmp_path))
    assert answer["exit"] == 2
    assert sentence in answer["error"]
    assert set(answer) == {"error", "exit"}


def test_a_formula_is_refused_where_it_matters_and_told_elsewhere(run, tmp_path):
    rows = [H, *P]
    day = H.index("处分决定时间")
    path = ledgers.xlsx(
        tmp_path / "a.xlsx", rows,
        formulas=[(1, day, "=TODAY()", 46000), (2, H.index("职务"), '="局"&"长"', "局长")],
    )  # fmt: skip
    answer = run(path)
    assert [(e["row"], e["column"], e["value"]) for e in answer["errors"]] == [
        (2, "处分决定时间", "=TODAY()")
    ]
    assert Cadre.objects.get(name="罗春梅").post == "局长"


def test_several_like_sheets_are_all_read_and_a_hidden_one_is_not(run, tmp_path):
    path = ledgers.xlsx(
        tmp_path / "a.xlsx", [H, *P[:2]], sheet="一季度", more=[("二季度", [H, *P[2:]])]
    )
    answer = run(path)
    assert (answer["rows"], answer["new"]) == (4, 4)
