"""Need: what the person asked for, from the day it was heard to its archive; its trail."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DENIED_DOSSIERS, DISCIPLINE, ROLE, UID, UNIT, Wall, one_of
from needs.choices import (
    ANSWERED_STATES,
    NEXT_NEED_STATES,
    OPEN_STATES,
    WITH_THE_OWNER,
    Category,
    Ending,
    NeedAct,
    NeedSource,
    NeedState,
    PersonView,
)
from needs.querysets import NeedQuerySet

# A department reads what was handed to it, and nothing else of the person (practice D.1).
HANDED_HERE = (
    f"{one_of(ROLE, ('unit', 'personnel'))} AND voided_at IS NULL AND state <> 'registered'"
    f" AND assigned_to_id = {UNIT} AND dossier_id <> ALL ({DENIED_DOSSIERS})"
)
CLOSED_STATES = ANSWERED_STATES | {NeedState.ARCHIVED}


@tracked
class Need(models.Model):
    """`words` are the person's own; `request` is all that whoever it is handed to reads."""

    code = CodeField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="needs", verbose_name="档案")
    source = models.CharField("来源", max_length=8, choices=NeedSource)
    # Of the talk or the visit that told it; empty when it was entered by hand.
    source_code = models.CharField("来源编码", max_length=12, blank=True)
    asked_on = models.DateField("提出日期")
    words = models.TextField("诉求")
    category = models.CharField("类别", max_length=10, choices=Category, default=Category.OTHER)
    assigned_to = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任部门"
    )
    contact = models.CharField("责任人", max_length=50, blank=True)
    request = models.CharField("交办内容", max_length=500, blank=True)
    # Who of the office sees it through.
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办人"
    )
    due_on = models.DateField("答复期限")
    state = models.CharField("状态", max_length=10, choices=NeedState, default=NeedState.REGISTERED)
    ending = models.CharField("办理结果", max_length=10, choices=Ending, blank=True)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复登记人"
    )
    answered_on = models.DateField("答复日期", null=True, blank=True)
    view = models.CharField("本人意见", max_length=10, choices=PersonView, blank=True)
    view_words = models.CharField("本人意见（原话）", max_length=300, blank=True)
    archived_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="归档人"
    )
    archived_on = models.DateField("归档日期", null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_on = models.DateField("登记日期")
    # The form's own key: the same page sent twice is one need.
    token = models.CharField("表单标识", max_length=12, unique=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = NeedQuerySet.as_manager()
    personal = frozenset({"words", "request", "answer", "view_words", "contact"})
    wall = Wall(
        "dossier_id",
        roles=DISCIPLINE,
        further={
            "unit": "source = 'talk'",
            "helper": f"(source = 'talk' OR entered_by_id = {UID})",
        },
        addressed=HANDED_HERE,
    )

    class Meta:
        verbose_name = "诉求"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["source", "source_code"],
                condition=~Q(source=NeedSource.HAND) & Q(voided_at__isnull=True),
                name="need_once_per_source",
            ),
            CheckConstraint(
                condition=Q(source=NeedSource.HAND, source_code="")
                | (Q(source__in=[NeedSource.TALK, NeedSource.VISIT]) & ~Q(source_code="")),
                name="need_source_has_code",
            ),
            CheckConstraint(
                condition=Q(state__in=NeedState.values, category__in=Category.values),
                name="need_words_known",
            ),
            CheckConstraint(condition=~Q(words=""), name="need_has_words"),
            CheckConstraint(
                condition=Q(state=NeedState.REGISTERED) | Q(assigned_to__isnull=False),
                name="need_beyond_registered_is_assigned",
            ),
            CheckConstraint(
                condition=(
                    Q(state__in=sorted(OPEN_STATES), answer="", ending="", view="")
                    & Q(answered_by__isnull=True, answered_on__isnull=True)
                )
                | (
                    Q(state__in=sorted(CLOSED_STATES))
                    & ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_on__isnull=False)
                ),
                name="need_closed_with_answer",
            ),
            CheckConstraint(
                condition=Q(state__in=sorted(OPEN_STATES))
                | Q(
                    state__in=[NeedState.ANSWERED, NeedState.CONFIRMED, NeedState.ARCHIVED],
                    ending=Ending.SOLVED,
                )
                | Q(state__in=[NeedState.EXPLAINED, NeedState.ARCHIVED], ending=Ending.EXPLAINED),
                name="need_ends_one_way",
            ),
            CheckConstraint(
                condition=~Q(state=NeedState.CONFIRMED) | ~Q(view__in=["", PersonView.UNASKED]),
                name="need_confirmed_by_the_person",
            ),
            CheckConstraint(
                condition=~Q(view=PersonView.UNASKED) | ~Q(view_words=""),
                name="need_unasked_has_reason",
            ),
            CheckConstraint(
                condition=(
                    Q(
                        state=NeedState.ARCHIVED,
                        archived_by__isnull=False,
                        archived_on__isnull=False,
                    )
                    & ~Q(view="")
                )
                | (
                    ~Q(state=NeedState.ARCHIVED)
                    & Q(archived_by__isnull=True, archived_on__isnull=True)
                ),
                name="need_archived_with_view",
            ),
            CheckConstraint(
                condition=Q(archived_by__isnull=True) | ~Q(archived_by=F("answered_by")),
                name="need_archived_by_another",
            ),
            not_before("due_on", "asked_on", name="need_due_after_asked"),
            not_before("answered_on", "asked_on", name="need_answered_after_asked"),
            set_together("voided_at", "void_reason", name="need_void_has_reason"),
        ]
        indexes = [
            models.Index(fields=["dossier", "asked_on"], name="need_by_dossier"),
            models.Index(
                fields=["assigned_to", "state"],
                condition=Q(voided_at__isnull=True, state__in=sorted(WITH_THE_OWNER)),
                name="need_with_owner",
            ),
            models.Index(
                fields=["due_on"],
                condition=Q(voided_at__isnull=True, state__in=sorted(OPEN_STATES)),
                name="need_open_by_due",
            ),
            models.Index(fields=["asked_on"], name="need_by_day"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="need_edges",
                field="state",
                transitions=[
                    (str(was), str(to))
                    for was, later in NEXT_NEED_STATES.items()
                    for to in sorted(later)
                ],
            ),
            pgtrigger.Protect(
                name="begins_registered",
                operation=pgtrigger.Insert,
                # Not for no state at all, which the column refuses behind the wall.
                condition=pgtrigger.Condition(f"NEW.state <> '{NeedState.REGISTERED}'"),
            ),
        ]
        ordering = ["asked_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_category_display()}诉求"

    def get_absolute_url(self) -> str:
        return f"/needs/{self.code}/"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES and self.voided_at is None

    @property
    def is_registered(self) -> bool:
        return self.state == NeedState.REGISTERED

    @property
    def is_with_the_owner(self) -> bool:
        return self.state in WITH_THE_OWNER

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED_STATES

    @property
    def is_explained(self) -> bool:
        return self.ending == Ending.EXPLAINED

    @property
    def gist(self) -> str:
        """The first words of what was asked, for a line."""
        return self.words if len(self.words) <= 60 else f"{self.words[:60]}……"


@tracked
class NeedStep(models.Model):
    """One line of a need's trail: who did what, and what was said."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="steps", verbose_name="诉求")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    act = models.CharField("事项", max_length=10, choices=NeedAct)
    text = models.TextField("说明", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    on = models.DateField("日期")

    objects = Guarded.as_manager()
    personal = frozenset({"text"})
    wall = Wall("need_id", leads_to="needs_need")

    class Meta:
        verbose_name = "诉求办理经过"
        verbose_name_plural = verbose_name
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_act_display()}"
