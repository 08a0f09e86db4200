"""From whom to whom work goes."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import User
from accounts.roles import Permission
from web.forms import Form

NONE = ("", "请选择")


class PassOnForm(Form):
    """Both are named by their public codes."""

    giver = forms.ChoiceField(label="转出人")
    to = forms.ChoiceField(label="接手人")

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {each.code: each for each in people}
        handling = [each for each in self.people.values() if each.may(Permission.DOSSIER_EDIT)]
        self.fields["giver"].choices = [NONE, *map(_choice, self.people.values())]  # type: ignore[attr-defined]
        self.fields["to"].choices = [NONE, *map(_choice, handling)]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[User, User]:
        return self.people[self.cleaned_data["giver"]], self.people[self.cleaned_data["to"]]


def _choice(user: User) -> tuple[str, str]:
    return user.code, f"{user.display_name}（{user.get_role_display() or '没有权限'}）"
