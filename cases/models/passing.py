"""PassingNote: what one officer tells the next one who takes a dossier over (交接说明)."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, F, Q

from accounts.models import User
from cases.models.dossier import Dossier
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall


@tracked
class PassingNote(models.Model):
    """Never changed: who takes over next gets his own."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="passing_notes", verbose_name="档案"
    )
    giver = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="转出人")
    to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="接手人")
    text = models.TextField("交接说明")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    on = models.DateField("日期")

    objects = Guarded.as_manager()
    personal = frozenset({"text"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "交接说明"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(condition=~Q(text=""), name="passing_note_has_text"),
            CheckConstraint(condition=~Q(giver=F("to")), name="passing_note_of_two"),
        ]
        indexes = [models.Index(fields=["dossier", "-on"], name="passing_note_newest")]
        triggers = [pgtrigger.Protect(name="passing_note_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"交接说明 {self.on}"
