"""Which drafted notices are sent, or not to be sent and why."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.models import Notice
from web.forms import Form

REPLACED = "所选的通知已发出或已更换，请按下面现在的通知重新选择。"


class NoticesForm(Form):
    """Drafts of one dossier by their codes, all chosen at first."""

    codes = forms.MultipleChoiceField(
        label="要发出的通知",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一份要发出的通知。"},
    )

    def __init__(self, *args: Any, drafts: Iterable[Notice], **kwargs: Any) -> None:
        choices = [(draft.code, _label(draft)) for draft in drafts]
        kwargs.setdefault("initial", {"codes": [code for code, _ in choices]})
        super().__init__(*args, **kwargs)
        codes = self.fields["codes"]
        if isinstance(codes, forms.MultipleChoiceField):
            codes.choices = choices
            codes.error_messages["invalid_choice"] = REPLACED


class DeclineForm(NoticesForm):
    reason = forms.CharField(
        label="不发的原因",
        max_length=200,
        help_text="例如本人已当面告知，不再书面通知",
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "请写明不发的原因，例如本人已当面告知，不再书面通知。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {}, "auto_id": "decline_%s", **kwargs})
        self.fields["codes"].label = "不发的通知"


def _label(draft: Notice) -> str:
    to = draft.addressee.full_name if draft.addressee is not None else ""
    return f"{draft.get_kind_display()}{f'（{to}）' if to else ''}"
