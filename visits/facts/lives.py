"""Which of its other lives a dossier may begin now, and what is missing for the rest."""

from datetime import date

from cases.choices import SHUT_STATUSES, WORKING_STATUSES, DossierKind, DossierStatus
from cases.facts.lives import closing_facts, expelled
from cases.models import Dossier, DossierAct, Handover
from cases.rules.lives import closing_gaps
from visits.models import Obligation
from web.dates import cn_date


def open_duties(dossier: Dossier) -> list[str]:
    """What is still owed, in words, as 销号 asks."""
    return [duty.words for duty in Obligation.objects.open().filter(dossier=dossier).by_due()]


def possibilities(dossier: Dossier, *, today: date) -> dict[str, list[str]]:
    """Slug of the page → what is missing; nothing missing: it may be done. Empty once shut."""
    if dossier.status in SHUT_STATUSES:
        return {}
    waiting = DossierAct.objects.waiting().filter(dossier=dossier).first()
    blocked = [f"已有一件“{waiting}”在等待审批，请先办完或撤回。"] if waiting else []
    offered = Handover.objects.offered().filter(dossier=dossier).exists()
    found = {
        "pause": blocked or _pause(dossier),
        "resume": blocked or ([] if dossier.is_paused else ["档案没有暂停。"]),
        "handover": blocked or (["档案已在移交中。"] if offered else []),
        "closing": blocked or _closing(dossier, today),
    }
    if dossier.cadre is not None:
        found |= {"transfer": [], "retire": _retire(dossier), "died": blocked}
    if dossier.kind == DossierKind.SANCTION:
        found["out-of-scope"] = blocked or (
            [] if expelled(dossier) else ["还没有登记开除党籍和开除公职的决定。"]
        )
    return {slug: found[slug] for slug in ORDER if slug in found}


ORDER = (
    "pause",
    "resume",
    "transfer",
    "handover",
    "retire",
    "closing",
    "died",
    "out-of-scope",
)


def _pause(dossier: Dossier) -> list[str]:
    if dossier.is_paused:
        return ["档案已在暂停中。"]
    return [] if dossier.status in WORKING_STATUSES else ["档案不在办理中。"]


def _retire(dossier: Dossier) -> list[str]:
    day = dossier.cadre.retired_on if dossier.cadre is not None else None
    return [f"已登记{cn_date(day)}退休。"] if day is not None else []


def _closing(dossier: Dossier, today: date) -> list[str]:
    """As far as it is known before the form is filled in."""
    if dossier.status == DossierStatus.CLOSING:
        return ["档案已在“待销号”。"]
    told = {"without_letter": "待填写", "informed_on": today}
    return closing_gaps(closing_facts(dossier, duties=open_duties(dossier), today=today, told=told))
