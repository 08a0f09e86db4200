"""What was entered, read back in words."""

from collections.abc import Iterator

from cases.choices import Form, Identity, Politics, Slot
from cases.facts.reckoning import catalogue
from corrections.choices import FURTHER
from corrections.facts.picture import title_of
from corrections.forms.events import event_words
from corrections.models import Correction
from web.dates import cn_date


def entered_of(correction: Correction) -> list[tuple[str, str]]:
    return [(label, value) for label, value in _entered(correction) if value]


def _entered(correction: Correction) -> Iterator[tuple[str, str]]:
    act, measures = correction.act, catalogue().measures
    if correction.decision is not None and correction.kind not in FURTHER:
        yield "处分决定", title_of(correction.decision)
    if act.event is not None and correction.event is not None:
        yield "哪一条登记", event_words(correction.event)
    if act.measure in measures:
        yield "种类", measures[act.measure].name
    yield "月数", f"{act.months}个月" if act.months else ""
    days = (
        ("日期", act.on),
        ("决定日期", act.decided_on),
        ("宣布日期", act.announced_on),
        ("送达日期", act.delivered_on),
        ("公示起", act.publicity_from),
        ("公示止", act.publicity_to),
    )
    for label, day in days:
        yield label, cn_date(day) if day else ""
    if act.end is not None:
        yield "认定的届满日", f"{cn_date(act.end)}（{Slot(act.slot or Slot.BAR).label}）"
    yield "机关", act.organ_name
    yield "文号", act.number
    yield "事由", act.reason
    yield "四种形态", Form(act.form).label if act.form else ""
    yield "当时的政治面貌", Politics(act.politics).label if act.politics else ""
    yield "当时的人员身份", Identity(act.identity).label if act.identity else ""
    yield "依据", correction.basis
