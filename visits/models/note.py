"""UnitNote: what the unit tells of a person at any time (动态, practice A63)."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, Q

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.querysets.notes import UnitNoteQuerySet


@tracked
class UnitNote(models.Model):
    """Never changed: what proves wrong is said in the next one. The helper does not read it."""

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="unit_notes", verbose_name="档案"
    )
    on = models.DateField("日期")
    text = models.TextField("动态")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    # Of the unit's own paper, when the office types it in for a unit without an account.
    basis = models.CharField("代录依据", max_length=200, blank=True)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    # The form's own key: the same page sent twice is one note.
    token = models.CharField("表单标识", max_length=12, unique=True)

    objects = UnitNoteQuerySet.as_manager()
    personal = frozenset({"text", "basis"})
    wall = Wall("dossier_id", roles=(*DISCIPLINE, "unit"))

    class Meta:
        verbose_name = "单位动态"
        verbose_name_plural = verbose_name
        constraints = [CheckConstraint(condition=~Q(text=""), name="unit_note_has_text")]
        indexes = [models.Index(fields=["dossier", "-on"], name="unit_note_newest")]
        triggers = [pgtrigger.Protect(name="unit_note_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"单位动态 {self.on}"
