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
    instead = forms.ChoiceField(
        label="须回避的档案交给",
        required=False,
        help_text="接手人对其中的人须回避时选择；没有的留空",
    )
    with_drafts = forms.BooleanField(
        label="转出人同意一并转交没有提交的草稿",
        required=False,
        help_text="草稿是个人没有写完的内容，本人不同意的留在原处，由本人提交或删除",
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {each.code: each for each in people}
        handling = [each for each in self.people.values() if each.may(Permission.DOSSIER_EDIT)]
        self.fields["giver"].choices = [NONE, *map(_choice, self.people.values())]  # type: ignore[attr-defined]
        self.fields["to"].choices = [NONE, *map(_choice, handling)]  # type: ignore[attr-defined]
        self.fields["instead"].choices = [("", "没有"), *map(_choice, handling)]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[User, User]:
        return self.people[self.cleaned_data["giver"]], self.people[self.cleaned_data["to"]]

    def besides(self) -> dict[str, Any]:
        """Who takes what the receiver must not find, and whether drafts go."""
        given = self.cleaned_data
        return {
            "instead": self.people.get(given["instead"]),
            "with_drafts": given["with_drafts"],
        }


def _choice(user: User) -> tuple[str, str]:
    return user.code, f"{user.display_name}（{user.get_role_display() or '没有权限'}）"
