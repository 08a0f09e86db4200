"""What only the computed clocks can show to be impossible."""

from collections.abc import Iterable, Sequence

from clocks.chain import Span
from clocks.facts import Error, Event
from clocks.reading import Reading
from clocks.words import cn_date

_SLOTS = {"probation": "察看期", "leading_post": "不得安排领导职务的期限", "bar": "影响期"}


def contradictions(readings: Sequence[Reading], spans: Iterable[Span]) -> list[Error]:
    errors = []
    found = list(spans)
    for span in found:
        if span.slot == "probation":
            errors += _early_restoration(span)
            errors += [
                _during_probation(reading, span)
                for reading in readings
                if _is_caught(reading, span)
            ]
    for reading in readings:
        if reading.overrides:
            errors += _vain_overrides(reading, found)
    return errors


def _early_restoration(span: Span) -> list[Error]:
    restored, last = span.reading.restored, span.reckoned.end
    if restored is None or restored.on is None or last is None or restored.on >= last:
        return []
    message = (
        f"恢复党员权利的日期{cn_date(restored.on)}早于察看期最后一日{cn_date(last)}，请核对。"
        "恢复党员权利自察看期满之日起计算（《中国共产党纪律处分条例》第十二条）。"
    )
    return [Error(span.reading.decision.id, _field(span.reading, restored, "on"), message)]


def _is_caught(reading: Reading, span: Span) -> bool:
    """Any Party decision but 开除党籍 from the first to the last day of probation (条例 12)."""
    measure = reading.final.measure
    if reading is span.reading or measure.system != "party" or measure.standalone:
        return False
    start, end = span.start, span.reckoned.end
    return start is not None and end is not None and start <= reading.decision.decided_on <= end


def _during_probation(reading: Reading, span: Span) -> Error:
    last = span.reckoned.end
    until = f"（至{cn_date(last)}）" if last else ""
    message = (
        f"此人正在留党察看期间{until}，不能再给予{reading.final.measure.name}："
        "留党察看期间又应受党纪处分的，应当开除党籍"
        "（《中国共产党纪律处分条例》第十二条）。请核对决定日期和种类。"
    )
    return Error(reading.decision.id, "decided_on", message)


def _vain_overrides(reading: Reading, spans: Iterable[Span]) -> list[Error]:
    own = {span.slot: span for span in spans if span.reading is reading}
    errors = []
    for event in reading.overrides:
        message = _vain(reading, event, own.get(event.slot))
        if message:
            field = _field(reading, event, "end")
            errors.append(Error(reading.decision.id, field, message))
    return errors


def _vain(reading: Reading, event: Event, span: Span | None) -> str | None:
    if span is None:
        name = reading.final.measure.name
        return f"{name}没有{_SLOTS[event.slot]}，不需要认定期满日，请删去这条记录。"
    if span.start is None:
        return "影响期尚未起算，不能认定期满日，请先录入恢复党员权利的日期。"
    if event.end is not None and event.end < span.start:
        return (
            f"认定的期满日{cn_date(event.end)}早于起算日{cn_date(span.start)}，请核对。"
            "期满日应在起算日以后。"
        )
    return None


def _field(reading: Reading, event: Event, name: str) -> str:
    place = next(n for n, other in enumerate(reading.decision.events) if other is event)
    return f"events[{place}].{name}"
