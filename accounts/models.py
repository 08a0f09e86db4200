"""Unit: the dated tree of organs; User: an account with one role in one unit; Delegation."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.choices import UnitKind
from accounts.querysets import UnitQuerySet, UserManager
from accounts.roles import DISCIPLINE_ROLES, OFFICE_ROLES, STEWARD_ROLES, Permission, Role, may
from columns.codes import CodeField
from columns.constraints import not_before
from columns.history import tracked


@tracked
class Unit(models.Model):
    """`full_name` is the name as offices print it, from the area down; units match by it.

    `path` lists the ids from the root: "/1/7/23/", so that a subtree is one prefix.
    """

    code = CodeField()
    name = models.CharField("简称", max_length=100)
    full_name = models.CharField("全称", max_length=200)
    kind = models.CharField("类别", max_length=12, choices=UnitKind, default=UnitKind.WORK)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = models.CharField("路径", max_length=200, blank=True)
    opened_on = models.DateField("启用日", null=True, blank=True)
    closed_on = models.DateField("停用日", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入单位"
    )
    checked = models.BooleanField("已核对", default=True)
    is_demo = models.BooleanField("演练数据", default=False)

    objects = UnitQuerySet.as_manager()
    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["full_name"], condition=Q(closed_on__isnull=True), name="unit_one_open_name"
            ),
            not_before("closed_on", "opened_on", name="unit_closed_after_opened"),
        ]
        indexes = [
            models.Index(fields=["path"], name="unit_path_prefix", opclasses=["text_pattern_ops"])
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def office_name(self) -> str:
        """The name a discipline organ puts on its papers."""
        return self.full_name


@tracked
class User(AbstractUser):
    code = CodeField()
    first_name = None  # type: ignore[assignment]  # one name column: display_name
    last_name = None  # type: ignore[assignment]
    email = None  # type: ignore[assignment]  # a closed network sends no mail
    display_name = models.CharField("姓名", max_length=50)
    # Empty until the security administrator has granted one.
    role = models.CharField("角色", max_length=12, choices=Role, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="users", verbose_name="单位")
    post = models.CharField("职务", max_length=60, blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    # One person, one account: what keeps 三员 apart, since an account has one role.
    staff_no = models.CharField("工号", max_length=30, null=True, blank=True, unique=True)
    password_set_at = models.DateTimeField("口令设定时间", null=True, blank=True)
    # Set for a first or renewed secret handed over by the administrator; empty for one's own.
    password_until = models.DateTimeField("初始口令有效至", null=True, blank=True)
    session_key = models.CharField("当前会话", max_length=40, blank=True)
    ended_on = models.DateField("停用日期", null=True, blank=True)
    created_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建立人"
    )
    is_demo = models.BooleanField("演练数据", default=False)

    objects: ClassVar[UserManager] = UserManager()
    personal = frozenset({"display_name", "phone", "password", "staff_no", "session_key"})

    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta(AbstractUser.Meta):
        verbose_name = "账号"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(condition=Q(role__in=["", *Role.values]), name="user_role_known"),
            # 等保 8.1.4.2 b–d: nobody is everything at run time.
            CheckConstraint(
                condition=Q(is_superuser=False, is_staff=False), name="user_never_superuser"
            ),
            CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(is_active=False), name="user_ended_is_off"
            ),
            # Without a staff number its owner could hold a second account, and another of 三员.
            CheckConstraint(
                condition=~Q(role__in=sorted(STEWARD_ROLES))
                | Q(staff_no__isnull=False) & ~Q(staff_no=""),
                name="user_steward_is_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_steward(self) -> bool:
        """System, security or audit administrator: none of them reads case data."""
        return self.role in STEWARD_ROLES

    def may(self, permission: Permission) -> bool:
        return self.is_active and may(self.role, permission)

    @property
    def is_discipline(self) -> bool:
        return self.role in DISCIPLINE_ROLES

    @property
    def is_office(self) -> bool:
        return self.role in OFFICE_ROLES

    @property
    def is_personnel(self) -> bool:
        return self.role == Role.PERSONNEL

    @property
    def is_helper(self) -> bool:
        return self.role == Role.HELPER


@tracked
class Delegation(models.Model):
    """代理、借调: besides his own organ the user works for another one, from a day to a day."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="delegations", verbose_name="代理（借调）人"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="代办机关")
    from_on = models.DateField("起")
    to_on = models.DateField("止")
    reason = models.CharField("原因", max_length=200)
    document = models.CharField("依据文号", max_length=80, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )

    personal = frozenset({"reason"})

    class Meta:
        verbose_name = "代理（借调）"
        verbose_name_plural = verbose_name
        constraints = [
            not_before("to_on", "from_on", name="delegation_in_order"),
            CheckConstraint(
                condition=~Q(confirmed_by=F("granted_by")), name="delegation_two_people"
            ),
            CheckConstraint(
                condition=~Q(confirmed_by=F("user")) & ~Q(granted_by=F("user")),
                name="delegation_not_for_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.from_on}—{self.to_on}"
