"""One small form for each change of an account's rights."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Delegation, User
from accounts.roles import Role
from stewards.actions import Asked
from stewards.choices import ChangeKind
from stewards.forms.fields import InCare, document_field, reason_field, unit_field
from stewards.querysets import running_delegations
from web.dates import cn_date
from web.forms import DateField, Form


class ChangeForm(InCare):
    """`asked()` is what the act takes."""

    def __init__(self, *args: Any, account: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.today = account, today

    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


class PlainForm(ChangeForm):
    reason = reason_field("本人调离本机关，见调动通知。")
    document = document_field()


class GrantForm(ChangeForm):
    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])
    unit = unit_field("单位")
    to_on = DateField(
        name="截止日期", required=False, help_text="临时授权填写，到期自动收回；长期任职不填"
    )
    reason = reason_field("任案件审理室干部。")
    document = document_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("unit", self.account.unit.full_name)
        self.initial.setdefault("role", self.account.role)

    def clean_unit(self) -> object:
        return self.unit_in_care("unit")

    def asked(self) -> Asked:
        return Asked(
            **self.cleaned_data, from_on=self.today if self.cleaned_data["to_on"] else None
        )


class DelegateForm(ChangeForm):
    unit = unit_field("代办的机关")
    from_on = DateField(name="起始日期")
    to_on = DateField(name="截止日期", help_text="最长一年，到期自动结束")
    reason = reason_field("借调到青禾区纪委监委协助回访。")
    document = document_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("from_on", self.today)

    def clean_unit(self) -> object:
        return self.unit_in_care("unit")


class UndelegateForm(ChangeForm):
    """`delegation` is named by its organ and first day; a row has no public id."""

    delegation = forms.ChoiceField(label="结束哪一项")
    reason = reason_field("借调提前结束，已回原单位。")
    document = document_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = User.objects.filter(pk=self.account.pk)
        running = running_delegations(accounts, on=self.today).select_related("unit")
        self.running = {f"{each.unit.code}-{each.from_on:%Y%m%d}": each for each in running}
        self.fields["delegation"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.unit.full_name}，{cn_date(each.from_on)}至{cn_date(each.to_on)}")
            for key, each in self.running.items()
        ]

    def chosen(self) -> Delegation:
        return self.running[self.cleaned_data["delegation"]]

    def asked(self) -> Asked:
        return Asked(self.cleaned_data["reason"], self.cleaned_data["document"])


class SettleForm(Form):
    remark = forms.CharField(
        label="复核意见",
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="不同意时必须写明原因。例如：该同志的调动文件未到",
    )


FORMS: dict[ChangeKind, type[ChangeForm]] = {
    ChangeKind.GRANT: GrantForm,
    ChangeKind.TRANSFER: GrantForm,
    ChangeKind.DELEGATE: DelegateForm,
    ChangeKind.UNDELEGATE: UndelegateForm,
    ChangeKind.WITHDRAW: PlainForm,
    ChangeKind.DEACTIVATE: PlainForm,
    ChangeKind.REACTIVATE: PlainForm,
    ChangeKind.SECRET: PlainForm,
    ChangeKind.SECOND_FACTOR: PlainForm,
}
