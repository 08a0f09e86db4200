"""RightsChange: who asked for a change of whose rights, who confirmed it, and what was before."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse

from accounts.models import Unit, User
from accounts.roles import STEWARD_ROLES, Role
from columns.codes import CodeField
from columns.constraints import not_before
from columns.history import tracked
from stewards.choices import (
    BY_PROGRAM,
    NAMING_RIGHTS,
    TWO_PEOPLE,
    ChangeKind,
    ChangeState,
)
from stewards.querysets import ChangeQuerySet

S = ChangeState
# 等保 8.1.4.2 d: who makes an account is not who gives it its rights. The kinds are GRANTING.
NOT_THE_CREATOR = """
IF NEW.kind IN ('grant', 'transfer', 'delegate')
   AND NEW.proposed_by_id = (SELECT created_by_id FROM accounts_user WHERE id = NEW.user_id)
THEN RAISE EXCEPTION 'the creator of an account grants it no rights'
     USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class RightsChange(models.Model):
    """`role` and `unit` are what is asked for, `had_role` and `had_unit` what there was.

    What gives needs two people besides the one it is for; what takes away needs one and acts at
    once; the program takes away what has slept or expired, with nobody's name.
    """

    code = CodeField()
    kind = models.CharField("事项", max_length=16, choices=ChangeKind)
    state = models.CharField("状态", max_length=10, choices=ChangeState, default=S.WAITING)
    user = models.ForeignKey(
        User, models.PROTECT, related_name="rights_changes", verbose_name="账号"
    )
    role = models.CharField("角色", max_length=12, choices=Role, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    from_on = models.DateField("起", null=True, blank=True)
    to_on = models.DateField("止", null=True, blank=True)
    had_role = models.CharField("原角色", max_length=12, choices=Role, blank=True)
    had_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="原单位")
    reason = models.CharField("原因", max_length=200)
    document = models.CharField("依据文号", max_length=80, blank=True)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间")
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )
    settled_at = models.DateTimeField("办结时间", null=True, blank=True)
    remark = models.CharField("复核意见", max_length=200, blank=True)

    objects = ChangeQuerySet.as_manager()
    personal = frozenset({"reason", "remark"})

    class Meta:
        verbose_name = "授权变动"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["user"], condition=Q(state=S.WAITING), name="rights_change_one_waiting"
            ),
            CheckConstraint(
                condition=Q(kind__in=ChangeKind.values, state__in=ChangeState.values),
                name="rights_change_known",
            ),
            CheckConstraint(
                condition=~Q(user=F("proposed_by")) & ~Q(user=F("settled_by")),
                name="rights_change_not_for_oneself",
            ),
            CheckConstraint(
                condition=~Q(kind__in=sorted(TWO_PEOPLE), state__in=[S.APPLIED, S.DECLINED])
                | Q(settled_by__isnull=False, proposed_by__isnull=False)
                & ~Q(settled_by=F("proposed_by")),
                name="rights_change_two_people",
            ),
            CheckConstraint(
                condition=Q(kind__in=sorted(BY_PROGRAM)) | Q(proposed_by__isnull=False),
                name="rights_change_has_author",
            ),
            CheckConstraint(
                condition=Q(state=S.WAITING, settled_at__isnull=True, kind__in=sorted(TWO_PEOPLE))
                | ~Q(state=S.WAITING) & Q(settled_at__isnull=False),
                name="rights_change_settling_is_dated",
            ),
            CheckConstraint(
                condition=~Q(kind__in=sorted(NAMING_RIGHTS)) | ~Q(role="") & Q(unit__isnull=False),
                name="rights_change_names_rights",
            ),
            # 三员: nobody goes from one of them to another.
            CheckConstraint(
                condition=~Q(had_role__in=sorted(STEWARD_ROLES), role__in=sorted(STEWARD_ROLES))
                | Q(role=F("had_role")),
                name="rights_change_stewards_apart",
            ),
            not_before("to_on", "from_on", name="rights_change_in_order"),
            CheckConstraint(
                condition=~Q(kind=ChangeKind.DELEGATE)
                | Q(unit__isnull=False, from_on__isnull=False, to_on__isnull=False),
                name="rights_change_delegation_has_end",
            ),
        ]
        indexes = [models.Index(fields=["user", "-proposed_at"], name="rights_change_by_user")]
        triggers = [
            pgtrigger.Trigger(
                name="creator_grants_nothing",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=NOT_THE_CREATOR,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("stewards:change", args=[self.code])

    @property
    def is_waiting(self) -> bool:
        return self.state == S.WAITING

    @property
    def is_applied(self) -> bool:
        return self.state == S.APPLIED
