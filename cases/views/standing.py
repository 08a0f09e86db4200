"""Neutral lines at the head of a dossier: an appeal under way, a restoration to be decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.roles import Permission
from cases.choices import DossierKind, Slot
from cases.facts.access import is_dormant, keeps
from cases.models import Appeal, Clock, Dossier
from cases.views.links import where
from web.dates import cn_date


@dataclass(frozen=True)
class Standing:
    """`url` is empty for who may not open the page behind it."""

    text: str
    label: str = ""
    url: str = ""


def standings(dossier: Dossier, today: date, viewer: User | None) -> tuple[Standing, ...]:
    """From what `for_page()` fetched; who may not see appeals is not told of one."""
    return (
        *_sight(dossier, today, viewer),
        *_handover(dossier, viewer),
        *_restoration(dossier, today, viewer),
        *_appeals(dossier, viewer),
    )


def _sight(dossier: Dossier, today: date, viewer: User | None) -> Iterator[Standing]:
    """For the office that keeps it: nearly nobody else finds this file."""
    if viewer is None or dossier.cadre is None or not viewer.may(Permission.SCOPE_VIEW):
        return
    if not keeps(viewer, dossier):
        return
    if is_dormant(dossier, on=today):
        yield Standing("已归档：销号满六个月，只有管档机关在“已归档”里能查到。")
    if dossier.cadre.seals.standing().exists():
        url = where("cases:scope", dossier.code)
        yield Standing("已封存：只有知悉名单上的同志能看到这份档案。", "查看知悉范围", url)


def _handover(dossier: Dossier, viewer: User | None) -> Iterator[Standing]:
    """移交中 is no stage: the old owner goes on until the other side accepts."""
    if viewer is None or not viewer.may(Permission.HANDOVER):
        return
    for offer in dossier.handovers.all():
        if offer.is_open:
            yield Standing(
                f"移交中：已提出移交给{offer.receiver.full_name}，{cn_date(offer.due_on)}前接收。"
                "接收以前仍照常办理。",
                "查看移交",
                where("visits:handover", offer.code),
            )


def open_appeals(dossier: Dossier) -> list[Appeal]:
    """Of this dossier's own decisions, among the cadre's."""
    if dossier.cadre is None:
        return []
    return [
        each
        for each in dossier.cadre.appeals.all()
        if each.is_open
        and each.decision.dossier_id == dossier.pk
        and each.decision.voided_at is None
    ]


def appeal_words(appeal: Appeal) -> str:
    """复审（2026年3月30日提出，应于2026年5月1日前作出决定）"""
    due = f"，应于{cn_date(appeal.decide_by)}前作出决定" if appeal.decide_by else ""
    return f"{appeal.name}（{cn_date(appeal.lodged_on)}提出{due}）"


def _appeals(dossier: Dossier, viewer: User | None) -> Iterator[Standing]:
    if viewer is None or not viewer.may(Permission.APPEAL_VIEW):
        return
    found = open_appeals(dossier)
    if found:
        words = "、".join(appeal_words(each) for each in found)
        yield Standing(
            f"申诉办理中：{words}。执行不停止；原办案、审理人员不参与办理。",
            "查看申诉情况",
            where("cases:appeals", dossier.code),
        )


def _restoration(dossier: Dossier, today: date, viewer: User | None) -> Iterator[Standing]:
    may_open = viewer is None or viewer.may(Permission.RESTORATION_VIEW)
    for probation in _probations(dossier):
        if probation.end is not None and probation.end < today and _awaits(dossier, probation):
            yield Standing(
                f"察看期已于{cn_date(probation.end)}届满，恢复党员权利决定待录入。",
                "查看办理步骤" if may_open else "",
                where("cases:restoration", dossier.code) if may_open else "",
            )


def _probations(dossier: Dossier) -> list[Clock]:
    if dossier.cadre is None:
        return []
    return [
        clock
        for clock in dossier.cadre.clocks.all()
        if clock.slot == Slot.PROBATION and clock.decision.dossier_id == dossier.pk
    ]


def _awaits(dossier: Dossier, probation: Clock) -> bool:
    """Its bar has not begun. After an expulsion none begins, and the dossier awaits nothing."""
    if not dossier.awaiting_restoration or dossier.cadre is None:
        return False
    return any(
        clock.decision_id == probation.decision_id
        and clock.slot == Slot.BAR
        and clock.start is None
        for clock in dossier.cadre.clocks.all()
    )


def has_probation(dossier: Dossier) -> bool:
    return bool(_probations(dossier))


def is_sanction(dossier: Dossier) -> bool:
    return not dossier.is_clearing


def may_be_appealed(dossier: Dossier) -> bool:
    return dossier.cadre is not None and dossier.kind == DossierKind.SANCTION
