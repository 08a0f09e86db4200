"""Who takes over from one person: all of it, and file by file where it is somebody else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.models import User
from accounts.roles import Permission
from stewards.actions import Hand
from stewards.facts.passing import Bundle
from web.forms import Form

LONGEST_NOTE = 300


@dataclass(frozen=True)
class BundleRow:
    bundle: Bundle
    to: BoundField
    note: BoundField


class PassOnForm(Form):
    """People are named by their public codes, files by theirs."""

    to = forms.ChoiceField(label="接手人")
    with_drafts = forms.BooleanField(
        label="转出人同意一并转交没有提交的草稿",
        required=False,
        help_text="草稿是个人没有写完的内容，本人不同意的留在原处，由本人提交或删除",
    )

    def __init__(
        self, *args: Any, people: Iterable[User], bundles: Sequence[Bundle], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {each.code: each for each in people if each.may(Permission.DOSSIER_EDIT)}
        self.bundles = bundles
        handling = [_choice(each) for each in self.people.values()]
        self.fields["to"].choices = [("", "请选择"), *handling]  # type: ignore[attr-defined]
        for bundle in bundles:
            code, number = bundle.dossier.code, bundle.dossier.number
            self.fields[f"to-{code}"] = forms.ChoiceField(
                label=f"{number}的接手人", choices=[("", "同上"), *handling], required=False
            )
            self.fields[f"note-{code}"] = forms.CharField(
                label=f"{number}的交接说明", required=False, max_length=LONGEST_NOTE
            )

    @property
    def rows(self) -> Iterator[BundleRow]:
        for bundle in self.bundles:
            code = bundle.dossier.code
            yield BundleRow(bundle, self[f"to-{code}"], self[f"note-{code}"])

    def receiver(self) -> User:
        return self.people[self.cleaned_data["to"]]

    def hands(self) -> dict[int, Hand]:
        given = self.cleaned_data
        return {
            each.dossier.pk: Hand(
                self.people.get(given[f"to-{each.dossier.code}"]),
                given[f"note-{each.dossier.code}"],
            )
            for each in self.bundles
        }


def _choice(user: User) -> tuple[str, str]:
    return user.code, f"{user.display_name}（{user.get_role_display()}）"
