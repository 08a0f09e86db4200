"""One dossier at a time: who writes its records waits for whoever writes them now."""

from django.db import connection

from cases.choices import DossierKind
from cases.models import Dossier
from columns.refusal import Refused

# Sweeps exclude each other and wait for single dossiers, which do not wait for one another. It is
# taken before any row is locked: both sides would otherwise wait for rows in different orders.
ONE = "SELECT pg_advisory_xact_lock_shared(7202601)"
MANY = "SELECT pg_advisory_xact_lock(7202601)"


def hold_all() -> None:
    """Before an act that moves many people: it waits for single dossiers, and they for it."""
    with connection.cursor() as cursor:
        cursor.execute(MANY)


class Stale(Refused):
    """Someone saved the row after the form was opened; the page shows both."""

    def __init__(self) -> None:
        super().__init__(
            "这份内容在您打开后已被他人修改。请核对下面的最新内容后再保存，您填写的内容还在表中。"
        )


class Gaps(Refused):
    """Several things are missing at once; each is a sentence."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("".join(sentences))
        self.sentences = sentences


def hold_sanction(dossier: Dossier, *, what: str) -> Dossier:
    """Whoever was cleared is visited twice and nothing more (rules.md 4.7)."""
    held = hold(dossier)
    if held.kind == DossierKind.CLEARING:
        raise Refused(f"澄清回访只登记两次回访，不做{what}。")
    return held


def hold(dossier: Dossier) -> Dossier:
    """The dossier's present row, locked until the end of the transaction; refused when shut."""
    with connection.cursor() as cursor:
        cursor.execute(ONE)
    # Without its key: a sweep's foreign keys to this row need not wait.
    held = (
        Dossier.objects.select_for_update(of=("self",), no_key=True)
        .select_related("cadre")
        .get(pk=dossier.pk)
    )
    if not held.is_open:
        raise Refused(
            f"档案已是“{held.get_status_display()}”，不能再登记。如有需要请与审理室联系。"
        )
    return held
