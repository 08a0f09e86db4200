"""A form on paper is asked for, and kept for the one who asked."""

from datetime import datetime

from accounts.acting import act
from accounts.models import User
from audit.choices import Verb
from audit.record import record
from cases.models import Dossier
from columns.codes import new_code
from columns.refusal import Refused
from jobs.actions import submit
from jobs.models import Job
from reports.actions.issuing import Paper
from reports.models import Printout
from reports.rules.forms.parts import FormSheet
from reports.rules.glyphs import missing_characters

TASK = "reports.tasks.make_printout"


@act
def request_printout(dossier: Dossier, *, form: str, code: str, by: User) -> Job:
    """Two clicks find the same job while it is under way."""
    return submit(
        TASK,
        key=f"{form}:{code}:{by.pk}",
        params={"dossier": dossier.pk, "form": form, "of": code, "by": by.pk},
        by=by,
        dossier_id=dossier.pk,
    )


def must_be_printable(sheet: FormSheet) -> None:
    """A character no font has would print as an empty box (security.md R01)."""
    if missing := missing_characters(sheet.text):
        raise Refused(
            f"表格中的“{'、'.join(missing[:5])}”没有可用字形，打印会成空框，已停止制作。"
            "请核对这个字，或联系系统管理员补字后再打印。"
        )


@act
def store_printout(
    dossier: Dossier, *, form: str, code: str, paper: Paper, by: User, at: datetime
) -> Printout:
    row, _ = Printout.objects.update_or_create(
        reader=by,
        form=form,
        of_code=code,
        defaults={
            "code": new_code(),
            "dossier": dossier,
            "content": paper.content,
            "pages": paper.pages,
            "made_at": at,
        },
    )
    record(
        Verb.PRINTOUT_ASKED,
        row,
        by=by,
        cadre_id=dossier.cadre_id,
        dossier_id=dossier.pk,
        kind=form,
    )
    return row
