"""Acts of the city's local rules: a version with a paper of its own, and the draft of the next."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from accounts.models import User
from cases.actions.versions import edit_draft, start_draft
from cases.choices import PolicyStatus
from corrections.actions.publication import preview, publish
from dashboard.demo.stage import Act, Stage
from dashboard.demo.story import moved

# Before anything else of the day.
FIRST = 0
SHANGHAI = ZoneInfo("Asia/Shanghai")
CONFIRMED = date(2026, 1, 4)
DRAFTED = date(2026, 9, 28)
# The first day of the quarter after the baseline: the draft can always still be published.
NEXT = date(2027, 1, 1)


def rules_acts(stage: Stage, *, months: int) -> Iterator[Act]:
    """Dates of the story, `months` later like everything else of it."""
    director, officer = stage.users["zhuren"], stage.users["ganbu"]
    on = moved(CONFIRMED, months)
    yield Act(on, FIRST, officer, partial(_confirm, stage, officer, on))
    yield Act(on, FIRST, director, partial(_publish, stage, director, on))
    on = moved(DRAFTED, months)
    yield Act(on, FIRST, officer, partial(_draft, stage, officer, on, moved(NEXT, months)))


def _confirm(stage: Stage, by: User, on: date) -> None:
    """What the program had assumed, with the office's own paper under it; no date moves."""
    draft = start_draft(stage.units["city_organ"], by=by, on=on)
    edit_draft(
        draft,
        version=draft.version,
        by=by,
        document="《临澜市回访教育工作办法（试行）》（临纪发〔2026〕1号）",
        note="确认系统默认口径；明确年轻干部为35岁以下；承办机关报月报，审理室报年报",
        young_age=35,
        monthly_report_day=5,
        yearly_report_day=15,
    )


def _publish(stage: Stage, by: User, on: date) -> None:
    at = datetime.combine(on, time(9), SHANGHAI)
    draft = (
        stage.units["city_organ"].policies.select_related("office").get(status=PolicyStatus.DRAFT)
    )
    shown = preview(draft, on=on, at=at)
    publish(draft, version=draft.version, seen=shown.digest, by=by, on=on, at=at)


def _draft(stage: Stage, by: User, on: date, since: date) -> None:
    """It waits for the director, who sees what it would move."""
    draft = start_draft(stage.units["city_organ"], by=by, on=on)
    edit_draft(
        draft,
        version=draft.version,
        by=by,
        document="《临澜市回访教育工作办法》（临纪发〔2026〕21号）",
        valid_from=since,
        note="按上级统一要求，届满日改为对应日；首次回访由60天改为45天",
        end_convention="C",
        first_visit_days=45,
    )
