"""The vocabulary of files; rows are found through visible_to(user)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef

from accounts.roles import DISCIPLINE_ROLES, Role
from attachments.choices import BESIDE_TALKS, BEYOND_INSPECTORS
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded

if TYPE_CHECKING:
    from accounts.models import User
    from attachments.models import Attachment
    from cases.models import Dossier


class AttachmentQuerySet(Guarded["Attachment"]):
    def visible_to(self, user: User) -> AttachmentQuerySet:
        rows = self.scoped().filter(dossiers_of(user, "dossier__"))
        if user.role == Role.INSPECTOR:
            return rows.exclude(of_kind__in=BEYOND_INSPECTORS)
        if user.role in DISCIPLINE_ROLES:
            return rows
        if user.role not in {Role.UNIT, Role.HELPER}:
            return rows.filter(NOBODY)
        talks = apps.get_model("visits", "Talk").objects.visible_to(user)
        heard = Exists(talks.filter(code=OuterRef("of_code")))
        return rows.filter(heard, of_kind__in=BESIDE_TALKS)

    def live(self) -> AttachmentQuerySet:
        return self.filter(voided_at__isnull=True)

    def beside(self, kind: str, code: str) -> AttachmentQuerySet:
        return self.filter(of_kind=kind, of_code=code)

    def of_dossier(self, dossier: Dossier) -> AttachmentQuerySet:
        return self.filter(dossier=dossier)

    def for_list(self) -> AttachmentQuerySet:
        """In the order they came; the sealed key stays where it is."""
        return self.select_related("uploaded_by").defer("file_key").order_by("uploaded_at", "pk")
