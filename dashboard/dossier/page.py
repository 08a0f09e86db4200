"""overview_of(): everything the first page of a dossier shows, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.roles import Role
from cases.facts.sealed_facts import SealedFact, sealed_facts
from cases.models import Cadre, Decision, Dossier
from dashboard.dossier.quarters import QuarterLine, quarters_of
from dashboard.dossier.steps import Next, Step, next_of, steps_of
from dashboard.dossier.timeline import Chronicle, chronicle_of
from web.dates import cn_date, cn_month


@dataclass(frozen=True)
class DecisionLine:
    """One decision; `reason` is filled only when the summary was asked for and may be seen."""

    measure: str
    organ: str
    number: str
    decided_on: date
    status: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class HelperLine:
    name: str
    post: str
    from_on: date
    to_on: date | None
    has_account: bool


@dataclass(frozen=True)
class Overview:
    steps: list[Step]
    standing: str
    next: list[Next]
    facts: list[tuple[str, str]]
    sealed: list[SealedFact]
    decisions: list[DecisionLine]
    may_see_summary: bool
    shows_summary: bool
    helpers: list[HelperLine]
    quarters: list[QuarterLine]
    chronicle: Chronicle


def overview_of(
    dossier: Dossier, *, viewer: User, today: date, params: Mapping[str, str]
) -> Overview:
    """`dossier` comes from for_page(); a helper sees kind and period, never the reason (D.2)."""
    may_see = viewer.role != Role.HELPER
    shows = may_see and params.get("summary") == "1"
    page = params.get("page", "")
    return Overview(
        steps=steps_of(dossier),
        standing=_standing(dossier),
        next=next_of(dossier, viewer=viewer, today=today),
        facts=_facts(dossier.cadre),
        sealed=sealed_facts(dossier.cadre, viewer=viewer) if dossier.cadre is not None else [],
        decisions=_decisions(dossier, in_full=shows, papers=may_see),
        may_see_summary=may_see,
        shows_summary=shows,
        helpers=_helpers(dossier),
        quarters=quarters_of(dossier, viewer=viewer, today=today),
        chronicle=chronicle_of(
            dossier,
            viewer=viewer,
            page=int(page) if page.isdecimal() and len(page) < 6 else 1,
            today=today,
        ),
    )


def _standing(dossier: Dossier) -> str:
    """In words, for a dossier that rests or has left the loop."""
    if dossier.is_clearing and dossier.is_open and not dossier.is_paused:
        return "澄清回访：两次回访，没有影响期、方案和评价。"
    if dossier.is_paused:
        return f"档案自{cn_date(dossier.status_since)}起暂停，期间不催办。"
    if not dossier.is_open:
        return f"档案已于{cn_date(dossier.status_since)}{dossier.get_status_display()}，不再办理。"
    return ""


def _facts(cadre: Cadre | None) -> list[tuple[str, str]]:
    if cadre is None:
        return []
    pairs = [
        ("性别", cadre.get_sex_display()),
        ("民族", cadre.ethnicity),
        ("出生年月", cn_month(cadre.born_month) if cadre.born_month else ""),
        ("政治面貌", cadre.get_politics_display()),
        ("入党时间", _joined(cadre)),
        ("参加工作时间", cn_month(cadre.work_month) if cadre.work_month else ""),
        ("学历", cadre.education),
        ("人员身份", cadre.get_identity_display()),
        ("退休日期", cn_date(cadre.retired_on) if cadre.retired_on else ""),
        ("职级层次", cadre.get_rank_display()),
    ]
    return [(label, value) for label, value in pairs if value]


def _joined(cadre: Cadre) -> str:
    """Party facts do not stand on the page of someone who is no member (practice G 5)."""
    if not cadre.is_party_member or cadre.joined_month is None:
        return ""
    return cn_month(cadre.joined_month)


def _decisions(dossier: Dossier, *, in_full: bool, papers: bool) -> list[DecisionLine]:
    return [
        DecisionLine(
            measure=_measure(decision),
            organ=decision.document.organ_name if papers else "",
            number=decision.document.number if papers else "",
            decided_on=decision.decided_on,
            status=decision.get_status_display(),
            facts=[
                (label, value)
                for label, value in (
                    ("受处分时单位及职务", f"{decision.printed_unit} {decision.printed_post}"),
                    ("受处分时职级层次", decision.get_printed_rank_display()),
                    ("宣布日期", cn_date(decision.announced_on) if decision.announced_on else ""),
                    ("送达日期", cn_date(decision.delivered_on) if decision.delivered_on else ""),
                    ("四种形态", decision.get_form_display()),
                    ("事由", decision.reason),
                )
                if value
            ]
            if in_full
            else [],
        )
        for decision in dossier.decisions.all()
        if decision.voided_at is None
    ]


def _measure(decision: Decision) -> str:
    """「党内警告（原为党内严重警告）」 after a change."""
    now, was = decision.present_measure, decision.measure
    return now.name if now == was else f"{now.name}（原为{was.name}）"


def _helpers(dossier: Dossier) -> list[HelperLine]:
    newest_first = sorted(dossier.helpers.all(), key=lambda each: each.from_on, reverse=True)
    return [
        HelperLine(each.name, each.post, each.from_on, each.to_on, each.user_id is not None)
        for each in newest_first
    ]
