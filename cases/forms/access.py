"""知悉范围: whom a file is assigned to, who stays away, who is named, whose account it may be."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import forms

from accounts.models import User
from cases.choices.access import RecusalGround
from web.forms import DateField, Form

NOBODY = [("", "请选择")]


class PersonField(forms.ChoiceField):
    """One account of those offered, by name and post under its organ; cleans to the account."""

    def __init__(self, *, name: str, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": f"请选择{name}。"})
        super().__init__(label=name, **kwargs)
        self.people: dict[str, User] = {}

    def offer(self, people: Iterable[User]) -> None:
        found = sorted(people, key=lambda each: (each.unit.path, each.display_name, each.pk))
        self.people = {each.code: each for each in found}
        groups = groupby(found, key=lambda each: each.unit.full_name)
        self.choices = [*NOBODY, *((organ, [_choice(each) for each in us]) for organ, us in groups)]

    def clean(self, value: Any) -> User | None:
        code = super().clean(value)
        return self.people.get(code)


class PeopleField(forms.MultipleChoiceField):
    """Several of those offered; cleans to the accounts."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, name: str, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": f"请选择{name}。"})
        super().__init__(label=name, **kwargs)
        self.people: dict[str, User] = {}

    def offer(self, people: Iterable[User]) -> None:
        found = sorted(people, key=lambda each: (each.unit.path, each.display_name, each.pk))
        self.people = {each.code: each for each in found}
        self.choices = [(each.code, f"{_choice(each)[1]}，{each.unit.full_name}") for each in found]

    def clean(self, value: Any) -> list[User]:
        return [self.people[code] for code in super().clean(value)]


def _choice(user: User) -> tuple[str, str]:
    return user.code, f"{user.display_name}　{user.post or user.get_role_display()}"


def _line(label: str, length: int, **facts: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, **facts)


def _reason(label: str, example: str) -> forms.CharField:
    return _line(label, 200, widget=forms.Textarea({"rows": 3}), help_text=f"例如{example}")


class AssignForm(Form):
    user = PersonField(name="被指派人")
    from_on = DateField(name="起始日期")
    to_on = DateField(
        name="到期日", required=False, help_text="本地区以外的机关须填；留空则到结束指派为止"
    )
    reason = _reason("事由", "抽调参加2026年第四季度回访")
    document = _line("依据文号", 80, required=False, help_text="例如临纪办〔2026〕8号")

    def __init__(self, *args: Any, people: Iterable[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "user", people)
        for name in ("from_on", "to_on"):
            field = self.fields[name]
            assert isinstance(field, DateField)
            field.between(earliest=today)


class DeclareForm(Form):
    """本人申请."""

    ground = forms.ChoiceField(
        label="回避事由",
        choices=RecusalGround.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择回避事由。"},
    )
    note = _line(
        "说明", 200, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="选“其他可能影响公正的情形”时填写，例如曾同在一个项目组",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("ground") == RecusalGround.OTHER and not told.get("note", "").strip():
            self.add_error("note", "请写明是什么情形，例如曾同在一个项目组。")
        return told


class RecuseForm(DeclareForm):
    """Entered by the office for somebody else."""

    user = PersonField(name="回避人")
    field_order = ("user", "ground", "note")

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "user", people)


class EndRecusalForm(Form):
    reason = _reason("解除原因", "登记有误，不是近亲属")


class SealForm(Form):
    reason = _reason("封存原因", "本人身份敏感，按领导批示限定知悉范围")
    named = PeopleField(
        name="知悉名单",
        help_text="您本人自动列入。至少再选一位管档机关审理室（分管领导）的同志，解封由两人办理",
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["named"]
        assert isinstance(field, PeopleField)
        field.offer(people)


class PersonForm(Form):
    """One account, and nothing else."""

    user = PersonField(name="姓名")

    def __init__(self, *args: Any, people: Iterable[User], label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        field.label = label
        field.error_messages["required"] = f"请选择{label}。"
        _offer(self, "user", people)


class LiftForm(Form):
    reason = _reason("解封原因", "限定知悉的事项已经办结")


class OwnFileForm(Form):
    answer = forms.ChoiceField(
        label="核对结果",
        choices=[("own", "是本人的账号"), ("other", "不是本人，是另一位同志")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择核对结果。"},
    )

    @property
    def is_own(self) -> bool:
        return bool(self.cleaned_data["answer"] == "own")


def _offer(form: Form, name: str, people: Iterable[User]) -> None:
    field = form.fields[name]
    assert isinstance(field, PersonField)
    field.offer(people)
