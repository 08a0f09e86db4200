"""A full set of facts, all invented, and the sheet made of it."""

from dataclasses import replace
from datetime import date

from reports.rules.facts import (
    ClockFacts,
    ConductFacts,
    DecisionFacts,
    ExecutionFacts,
    LetterFacts,
    OpinionFacts,
    PersonFacts,
    RatingFacts,
    WorkFacts,
)
from reports.rules.layout import title_lines
from reports.rules.letter import draft, title
from reports.rules.paper import Sheet, annex, blocks
from reports.rules.wording import day

ORGAN = "中共示例县纪律检查委员会"
ITEMS = ("职务职级", "工资待遇", "年度考核")

PARTY_CLOCK = ClockFacts(
    system="party",
    kind="bar",
    measure="党内严重警告",
    start=date(2025, 5, 12),
    end=date(2026, 11, 11),
)
STATE_CLOCK = ClockFacts(
    system="state",
    kind="bar",
    measure="政务记过",
    start=date(2025, 5, 20),
    end=date(2026, 5, 19),
)

FULL = LetterFacts(
    as_of=date(2026, 11, 21),
    organ=ORGAN,
    addressee="中共示例县委组织部",
    basis="《示例县受处分人员回访教育办法（试行）》",
    office="案件审理室",
    person=PersonFacts(
        name="张喆堃",
        sex="男",
        ethnicity="汉族",
        born="1980-03",
        joined_party="2003-06",
        politics="中共党员",
        post="示例县水务局副局长",
        rank="一级主任科员",
    ),
    decisions=(
        DecisionFacts(
            decided_on=date(2025, 5, 12),
            reason="违规发放津贴补贴",
            organ=ORGAN,
            number="示纪〔2025〕8号",
            system="party",
            measure="党内严重警告",
        ),
        DecisionFacts(
            decided_on=date(2025, 5, 20),
            reason="违规发放津贴补贴",
            organ="示例县监察委员会",
            number="示监〔2025〕5号",
            system="state",
            measure="政务记过",
        ),
    ),
    clocks=(PARTY_CLOCK, STATE_CLOCK),
    free_from=date(2026, 11, 12),
    execution=ExecutionFacts(announced_on=date(2025, 5, 22), filed=True, done=ITEMS),
    work=WorkFacts(
        begun=date(2025, 6, 10),
        ended=date(2026, 10, 30),
        unit_party="中共示例县水务局党组",
        visits=4,
        face_to_face=3,
        at_home=1,
        helper="王某（示例县水务局党组书记）",
        talks=6,
        heard=18,
        solved=2,
    ),
    rating=RatingFacts(held="2026-10", sent=32, valid=30, groups=5, wording="良好", agreed=True),
    conduct=ConductFacts(
        thought="该同志能够正确对待组织处理，主动汇报思想，积极参加学习",
        duty="牵头完成农村饮水安全工程扫尾工作，按期通过验收",
        style="处分执行以来未发现新的违规违纪情形，能够自觉接受监督",
        unit_view="该同志工作勤恳，作风有明显改进",
    ),
    opinion=OpinionFacts(choice="ordinary"),
)


def sheet_of(facts: LetterFacts = FULL, **changes: object) -> Sheet:
    sheet = Sheet(
        mark=facts.organ,
        corner="内部资料",
        number="示纪函〔2026〕12号",
        title=tuple(title_lines(title(facts.person.name))),
        addressee=facts.addressee,
        blocks=blocks(draft(facts)),
        signer=facts.organ,
        signed_on=day(facts.as_of),
        contact="联系人：陈某，联系电话：0000-0000000",
        annex=annex(facts),
    )
    return replace(sheet, **changes)
