"""The head of every dossier page: who, where, which stage, who helps, each clock with its why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from accounts.models import User
from accounts.roles import Permission
from cases.choices import DossierStatus, Matter, Slot
from cases.facts.access import keeps
from cases.facts.policies import rules_words
from cases.models import Clock, Dossier
from cases.views.links import where
from cases.views.standing import Standing, has_probation, is_sanction, may_be_appealed, standings
from clocks.words import CERTAINTIES, method_words
from web.charts import PeriodBars, Span, period_bars
from web.dates import cn_date

# rules.md 5.2: offices count the last day differently; close to the end the page says so.
NEAR_DAYS = 3

TONES: dict[str, str] = {
    DossierStatus.REGISTERED: "grey",
    DossierStatus.ASSESSING: "blue",
    DossierStatus.PLAN_PENDING: "blue",
    DossierStatus.VISITING: "blue",
    DossierStatus.RATING: "teal",
    DossierStatus.CONCLUDED: "teal",
    DossierStatus.FED_BACK: "teal",
    DossierStatus.TRACKING: "teal",
    DossierStatus.CLOSING: "green",
    DossierStatus.CLOSED: "green",
}

TABS: tuple[tuple[str, str, str, Permission], ...] = (
    ("overview", "概况", "dashboard:dossier", Permission.DOSSIER_VIEW),
    ("clocks", "影响期", "dashboard:clocks", Permission.DOSSIER_VIEW),
    ("assessment", "研判", "visits:assessment", Permission.ASSESS),
    ("plan", "方案", "visits:plan", Permission.PLAN_VIEW),
    ("visits", "回访", "visits:list", Permission.TALK_VIEW),
    ("needs", "诉求", "needs:dossier", Permission.NEED_VIEW),
    ("execution", "执行", "cases:execution", Permission.EXECUTION_VIEW),
    ("ratings", "评价", "evaluation:dossier", Permission.RATING_RESULT),
    ("letters", "文书", "reports:dossier", Permission.LETTER_VIEW),
    ("appeals", "申诉", "cases:appeals", Permission.APPEAL_VIEW),
    ("restoration", "恢复权利", "cases:restoration", Permission.RESTORATION_VIEW),
    ("changes", "变动", "corrections:changes", Permission.CORRECTION_VIEW),
    ("ledger", "台账", "ledger:ledger", Permission.VISIT_VIEW),
    ("access", "谁看过", "stewards:access", Permission.TRAIL_DOSSIER),
)
# Tabs that only some dossiers have.
ONLY_WHERE: dict[str, Callable[[Dossier], bool]] = {
    # Whoever was cleared is visited twice: no plan, no grade, no letter (rules.md 4.7).
    "clocks": is_sanction,
    "assessment": is_sanction,
    "plan": is_sanction,
    "ratings": is_sanction,
    "letters": is_sanction,
    "appeals": may_be_appealed,
    "restoration": has_probation,
}


@dataclass(frozen=True)
class ClockView:
    """One clock in words; `bars` is empty while its start is awaited."""

    title: str
    bars: PeriodBars
    awaiting: str
    note: str
    steps: tuple[str, ...]
    basis: tuple[str, ...]
    method: str
    certainty: str
    matters: tuple[str, ...]
    is_over: bool
    # Which version of the local rules it stands under.
    rules: str


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    url: str


@dataclass(frozen=True)
class Header:
    """Plain values, so that the page asks the database nothing while it is drawn."""

    code: str
    number: str
    name: str
    is_person: bool
    unit: str
    post: str
    stage: str
    tone: str
    handler: str
    carrier: str
    helper: str
    clocks: tuple[ClockView, ...]
    tabs: tuple[Tab, ...]
    may_edit: bool
    # 办理档案: pause, move, hand over, end, close; empty for who may do none of it.
    status_url: str
    # 登记变动: whatever happens to a decision, and a further one; empty likewise.
    changes_url: str
    # 知悉范围, for the office that keeps the file; 申请回避, for everybody who sees people.
    scope_url: str = ""
    recusal_url: str = ""
    standings: tuple[Standing, ...] = ()


def header_of(dossier: Dossier, today: date, viewer: User | None = None) -> Header:
    """Fetch the dossier with `for_page()`; without a viewer every tab is shown."""
    cadre, unit = dossier.cadre, dossier.subject_unit
    if cadre is not None:
        unit = cadre.unit
    helper = next((each for each in dossier.helpers.all() if each.to_on is None), None)
    status = DossierStatus(dossier.status)
    return Header(
        code=dossier.code,
        number=dossier.number,
        name=cadre.name if cadre is not None else str(unit),
        is_person=cadre is not None,
        unit=unit.full_name if unit is not None else "",
        post=cadre.post if cadre is not None else "",
        stage=status.label,
        tone=TONES.get(status, "grey"),
        handler=dossier.handler.display_name if dossier.handler is not None else "",
        carrier=dossier.carrier.full_name if dossier.carrier is not None else "",
        helper=f"{helper.name}（{helper.post}）" if helper and helper.post else str(helper or ""),
        # Nobody counts the days of somebody who has died; the page of clocks keeps them.
        clocks=clock_views(cadre.clocks.all(), today)
        if cadre is not None and not dossier.ended_as and not dossier.is_clearing
        else (),
        tabs=_tabs(dossier, viewer),
        may_edit=cadre is not None and viewer is not None and viewer.may(Permission.DOSSIER_EDIT),
        status_url=_status_url(dossier, viewer),
        changes_url=_changes_url(dossier, viewer),
        scope_url=_scope_url(dossier, viewer),
        recusal_url=_recusal_url(dossier, viewer),
        standings=standings(dossier, today, viewer),
    )


def clock_views(clocks: Iterable[Clock], today: date) -> tuple[ClockView, ...]:
    """Stored clocks, or unsaved ones of a preview; each names the measure it belongs to."""
    return tuple(
        clock_view(clock, f"{clock.decision.present_measure.name} {_slot(clock)}", today)
        for clock in clocks
    )


def clock_view(clock: Clock, title: str, today: date) -> ClockView:
    is_over = clock.end is not None and clock.end < today
    return ClockView(
        title=title,
        bars=_bars(clock, title, today),
        awaiting="" if clock.start else "自恢复党员权利之日起另算，恢复日期尚未登记。",
        note=_note(clock, today),
        steps=tuple(clock.steps),
        basis=tuple(clock.basis),
        method=method_words(clock.method),
        certainty=CERTAINTIES.get(clock.certainty, clock.certainty),
        matters=() if is_over else tuple(Matter(code).label for code in clock.matters),
        is_over=is_over,
        rules=rules_words(clock.policy),
    )


def _slot(clock: Clock) -> str:
    return Slot(clock.slot).label


def _bars(clock: Clock, title: str, today: date) -> PeriodBars:
    if clock.start is None:
        return PeriodBars((), (), "")
    return period_bars([Span(title, clock.start, clock.end)], today=today)


def _note(clock: Clock, today: date) -> str:
    """口径差异, within three days of the end on either side."""
    if clock.end is None or clock.safe is None or abs((clock.end - today).days) > NEAR_DAYS:
        return ""
    return (
        f"口径差异：各地对届满日的算法不同，按各种算法都已届满的日子是{cn_date(clock.safe)}。"
        "办理提拔、评优等事项，请等到这一天，或先与组织部门核对。"
    )


def _tabs(dossier: Dossier, viewer: User | None) -> tuple[Tab, ...]:
    return tuple(
        Tab(name, label, url)
        for name, label, view, permission in TABS
        if (viewer is None or viewer.may(permission))
        and (name != "access" or viewer is None or viewer.unit_id == dossier.owner_id)
        and ONLY_WHERE.get(name, _always)(dossier)
        and (url := where(view, dossier.code))
    )


def _changes_url(dossier: Dossier, viewer: User | None) -> str:
    may = viewer is not None and viewer.may(Permission.CORRECTION_ENTER)
    return where("corrections:changes", dossier.code) if may and dossier.cadre_id else ""


def _scope_url(dossier: Dossier, viewer: User | None) -> str:
    may = viewer is not None and viewer.may(Permission.SCOPE_VIEW) and keeps(viewer, dossier)
    return where("cases:scope", dossier.code) if may and dossier.cadre_id else ""


def _recusal_url(dossier: Dossier, viewer: User | None) -> str:
    may = viewer is not None and viewer.may(Permission.RECUSAL_DECLARE)
    query = urlencode({"person": dossier.code})
    return f"{where('access:recusals')}?{query}" if may and dossier.cadre_id else ""


def _status_url(dossier: Dossier, viewer: User | None) -> str:
    may = viewer is not None and (
        viewer.may(Permission.DOSSIER_EDIT) or viewer.may(Permission.DOSSIER_APPROVE)
    )
    return where("visits:status", dossier.code) if may else ""


def _always(dossier: Dossier) -> bool:
    return True
