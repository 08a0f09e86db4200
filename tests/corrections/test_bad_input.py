"""Each bad input is refused with its own sentence at every door, and leaves nothing behind."""

import io
import json
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from columns.refusal import Refused
from corrections.choices import CorrectionKind as K
from corrections.models import Correction
from tests.corrections.acts import BASIS, ground
from tests.corrections.tables import RECORD, row_counts
from tests.factories import TODAY
from tests.intake import ledgers

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PROBATION = {"measure": "PP1", "decided_on": date(2025, 5, 12)}


@dataclass
class Bad:
    """`first`: what is entered well before it; `cells`: the same fault in an office's ledger, which
    names the cell and may have its own words for it; `typed`: a value only a form can hold."""

    name: str
    kind: str
    says: str
    facts: dict = field(default_factory=dict)
    ground: dict = field(default_factory=dict)
    first: tuple = ()
    cells: dict = field(default_factory=dict)
    cell_says: str = ""
    typed: dict = field(default_factory=dict)


EVERY = [
    Bad(
        "an impossible day",
        K.ADDED,
        "2026年2月没有30日",
        {"measure": "AD1"},
        typed={"decided_on": "2026-02-30"},
        cells={"处分种类": "政务记过", "处分决定时间": "2026-02-30"},
        cell_says="【处分决定时间】“2026-02-30”不是有效日期：2 月没有 30 日",
    ),
    Bad(
        "a decision of tomorrow",
        K.ADDED,
        "处分决定日期2026年10月1日晚于今天",
        {"measure": "AD1", "decided_on": date(2026, 10, 1)},
        cells={"处分种类": "政务记过", "处分决定时间": "2026-10-01"},
        cell_says="【处分决定时间】2026-10-01 晚于今天（2026-09-30）",
    ),
    Bad(
        "a decision before the republic",
        K.ADDED,
        "处分决定日期1948年1月1日过早",
        {"measure": "AD1", "decided_on": date(1948, 1, 1)},
    ),
    Bad(
        "announced before it was decided",
        K.ADDED,
        "宣布日期2026年8月1日早于处分决定日期2026年8月10日",
        {
            "measure": "AD1",
            "decided_on": date(2026, 8, 10),
            "announced_on": date(2026, 8, 1),
        },
        cells={"处分种类": "政务记过", "处分决定时间": "2026-08-10", "宣布日期": "2026-08-01"},
        cell_says="【宣布日期】宣布时间 2026-08-01 早于处分决定时间 2026-08-10",
    ),
    Bad(
        "delivered before it was decided",
        K.ADDED,
        "送达日期2026年8月1日早于处分决定日期2026年8月10日",
        {
            "measure": "AD1",
            "decided_on": date(2026, 8, 10),
            "delivered_on": date(2026, 8, 1),
        },
    ),
    Bad(
        "a Party measure for somebody outside the Party",
        K.ADDED,
        "党内警告只适用于中共党员",
        {"measure": "PW", "decided_on": date(2026, 8, 10)},
        ground={"measure": "AW", "politics": "masses"},
        cells={"处分种类": "党内警告", "政治面貌": "群众", "处分决定时间": "2026-08-10"},
    ),
    Bad(
        "a demotion for a village cadre",
        K.ADDED,
        "村（社区）干部不适用政务降级",
        {"measure": "AL", "decided_on": date(2026, 8, 10)},
        ground={"identity": "village_cadre"},
        cells={"处分种类": "政务降级", "人员身份": "村干部", "处分决定时间": "2026-08-10"},
    ),
    Bad(
        "a demotion for who was a village cadre then",
        K.ADDED,
        "村（社区）干部不适用政务降级",
        {"measure": "AL", "decided_on": date(2026, 8, 10), "identity": "village_cadre"},
    ),
    Bad(
        "the status of the day typed so that it does not fit",
        K.TYPED_WRONG,
        "党内严重警告只适用于中共党员",
        {"measure": "PSW", "decided_on": date(2026, 1, 8), "politics": "masses"},
    ),
    Bad(
        "more than 48 months",
        K.ADDED,
        "最长不得超过48个月",
        {"measure": "AR", "decided_on": date(2026, 8, 10), "months": 60},
    ),
    Bad(
        "a second measure during probation",
        K.REOFFENDED,
        "此人正在留党察看期间",
        {"measure": "PW", "decided_on": date(2025, 9, 1)},
        ground=PROBATION,
    ),
    Bad(
        "a new offence before the first decision",
        K.REOFFENDED,
        "请选“补登处分决定”",
        {"measure": "AD1", "decided_on": date(2025, 9, 1)},
    ),
    Bad(
        "a change of tomorrow",
        K.CHANGED,
        "变更处分的日期2026年10月1日晚于今天",
        {"measure": "PW", "on": date(2026, 10, 1)},
    ),
    Bad(
        "a change before the decision",
        K.CHANGED,
        "变更处分的日期2025年12月31日早于处分决定日期2026年1月8日",
        {"measure": "PW", "on": date(2025, 12, 31)},
    ),
    Bad(
        "an annulment before the decision",
        K.ANNULLED,
        "撤销处分的日期2025年12月31日早于处分决定日期2026年1月8日",
        {"on": date(2025, 12, 31)},
    ),
    Bad(
        "a change to the same measure",
        K.CHANGED,
        "变更前后都是党内严重警告",
        {"measure": "PSW", "on": date(2026, 6, 15)},
    ),
    Bad(
        "a change to another system",
        K.CHANGED,
        "党内严重警告不能变更为政务警告",
        {"measure": "AW", "on": date(2026, 6, 15)},
    ),
    Bad(
        "two changes on one day",
        K.CHANGED,
        "2026年6月15日已登记过一次变更，同一决定一天只能变更一次",
        {"measure": "PR", "on": date(2026, 6, 15)},
        first=((K.CHANGED, {"measure": "PW", "on": date(2026, 6, 15)}),),
    ),
    Bad(
        "a second annulment",
        K.ANNULLED,
        "同一决定只能撤销一次",
        {"on": date(2026, 8, 15)},
        first=((K.ANNULLED, {"on": date(2026, 7, 28)}),),
    ),
    Bad(
        "a second extension",
        K.EXTENDED,
        "察看期只能延长一次",
        {"on": date(2026, 6, 1)},
        ground=PROBATION,
        first=((K.EXTENDED, {"on": date(2026, 5, 11)}),),
    ),
    Bad(
        "two years extended",
        K.EXTENDED,
        "只有留党察看一年可以延长一次",
        {"on": date(2026, 6, 1)},
        ground={**PROBATION, "measure": "PP2"},
    ),
    Bad(
        "a restoration before the end",
        K.RESTORED,
        "恢复党员权利的日期2026年5月1日早于察看期最后一日2026年5月11日",
        {"on": date(2026, 5, 1)},
        ground=PROBATION,
    ),
    Bad(
        "a restoration without probation",
        K.RESTORED,
        "只有留党察看可以录入",
        {"on": date(2026, 6, 1)},
    ),
    Bad(
        "publicity of four days",
        K.RESTORED,
        "公示不少于5天，您填写的是4天",
        {
            "on": date(2026, 5, 12),
            "publicity_from": date(2026, 4, 20),
            "publicity_to": date(2026, 4, 23),
        },
        ground=PROBATION,
    ),
    Bad(
        "publicity without its last day",
        K.RESTORED,
        "公示的起止日期应同时填写",
        {"on": date(2026, 5, 12), "publicity_from": date(2026, 4, 20)},
        ground=PROBATION,
    ),
    Bad(
        "a second live override",
        K.OVERRIDDEN,
        "请先撤回原来的认定，再录入新的认定",
        {"slot": "bar", "end": date(2027, 7, 9)},
        first=((K.OVERRIDDEN, {"slot": "bar", "end": date(2027, 7, 8)}),),
    ),
    Bad(
        "an end before its beginning",
        K.OVERRIDDEN,
        "认定的期满日2026年1月1日早于起算日2026年1月8日",
        {"slot": "bar", "end": date(2026, 1, 1)},
    ),
    Bad(
        "an end of an annulled decision",
        K.OVERRIDDEN,
        "这项处分决定已撤销，没有影响期",
        {"slot": "bar", "end": date(2027, 7, 9)},
        first=((K.ANNULLED, {"on": date(2026, 7, 28)}),),
    ),
    Bad(
        "no basis",
        K.CHANGED,
        "请填写依据",
        {"measure": "PW", "on": date(2026, 6, 15), "basis": ""},
    ),
    Bad(
        "nothing to put right",
        K.TYPED_WRONG,
        "没有需要更正的地方",
        {"measure": "PSW", "decided_on": date(2026, 1, 8)},
    ),
]


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


@pytest.fixture(params=EVERY, ids=lambda bad: bad.name)
def bad(request):
    return request.param


@pytest.fixture
def here(bad):
    made = ground(**bad.ground)
    for kind, facts in bad.first:
        made.save(made.act(kind, **facts))
    if bad.kind == K.TYPED_WRONG:
        paper = made.decision.document
        bad.facts |= {"organ_name": paper.organ_name, "number": paper.number}
        bad.facts = {"politics": "member", "identity": "civil_servant"} | bad.facts
    return made


def act_of(bad, here):
    if bad.kind in {K.ADDED, K.REOFFENDED}:
        return here.further(bad.kind, **bad.facts)
    return here.act(bad.kind, **bad.facts)


def those(wanted):
    """Only what this door can carry: a value of no type stops at the form, and an office's ledger
    has no cell for what happens later."""
    found = [bad for bad in EVERY if wanted(bad)]
    return pytest.mark.parametrize("bad", found, ids=[bad.name for bad in found], indirect=True)


@those(lambda bad: not bad.typed)
def test_the_action_refuses_it(bad, here):
    before = row_counts()
    for door in (here.preview, here.save_unseen):
        with pytest.raises(Refused, match=bad.says.split("，")[0]):
            door(act_of(bad, here))
    assert row_counts() == before


def test_the_form_refuses_it(bad, here, client):
    client.force_login(here.officer, backend=BACKEND)
    url = reverse("corrections:new", args=[here.dossier.code, bad.kind])
    if bad.kind not in {K.ADDED, K.REOFFENDED}:
        url += f"?decision={here.decision.code}"
    shown = client.get(url)
    code = shown.context["form"].initial["code"]
    entered = {"basis": BASIS} | act_of(bad, here).stored() | bad.typed | {"code": code}
    entered |= {"basis": bad.facts["basis"]} if "basis" in bad.facts else {}
    before = row_counts(besides=RECORD)
    for button in ({}, {"save": "1", "shown": "x"}):
        answer = client.post(url, entered | button)
        assert answer.status_code == 422
        assert bad.says in answer.content.decode()
    assert row_counts(besides=RECORD) == before


@those(lambda bad: bad.cells)
def test_the_ledger_refuses_it(bad, tmp_path):
    here = ground()
    row = dict(zip(ledgers.HEADERS, ledgers.PEOPLE[0], strict=True)) | bad.cells
    row["姓名"] = "江一帆"
    path = ledgers.xlsx(tmp_path / "台账.xlsx", [list(row), list(row.values())])
    before = row_counts()
    out = io.StringIO()
    call_command(
        "import_ledger", str(path), "--json", on=TODAY, commit=True, stdout=out,
        stderr=io.StringIO(), office=here.office.full_name,
    )  # fmt: skip
    answer = json.loads(out.getvalue())
    assert (answer["new"], answer["wrong"]) == (0, 1)
    assert (bad.cell_says or bad.says) in "；".join(error["message"] for error in answer["errors"])
    after = row_counts()
    assert {name: after[name] for name in after if name.startswith("cases_")} == {
        name: before[name] for name in before if name.startswith("cases_")
    }


def test_one_person_cannot_be_two(client):
    """As an action and as a request."""
    here = ground()
    act = here.act(K.OVERRIDDEN, slot="bar", end=date(2027, 7, 8))
    seen = here.preview(act)
    proposed = here.propose(act, seen)
    client.force_login(here.officer, backend=BACKEND)
    before = row_counts(besides=RECORD)
    with pytest.raises(Refused, match="须由两个人办理"):
        here.confirm(proposed, by=here.officer)
    url = reverse("corrections:confirm", args=[here.dossier.code, proposed.code])
    answer = client.post(url, {"version": proposed.version, "shown": seen.digest})
    assert answer.status_code == 422
    assert "须由两个人办理" in answer.content.decode()
    assert row_counts(besides=RECORD) == before
    assert Correction.objects.get().is_waiting
