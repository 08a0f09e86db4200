"""One dossier at a time: who writes its records waits for whoever writes them now."""

from cases.models import Dossier
from columns.refusal import Refused

CHANGED_MEANWHILE = (
    "这份内容在您打开后已被他人修改。请核对下面的最新内容后再保存，您填写的内容还在表中。"
)


def hold(dossier: Dossier) -> Dossier:
    """The dossier's present row, locked until the end of the transaction; refused when shut."""
    held = (
        Dossier.objects.select_for_update(of=("self",)).select_related("cadre").get(pk=dossier.pk)
    )
    if not held.is_open:
        raise Refused(
            f"档案已是“{held.get_status_display()}”，不能再登记。如有需要请与审理室联系。"
        )
    return held
