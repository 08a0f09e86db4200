"""A new account, and what the list of accounts is filtered by."""

import re

from django import forms
from django.core.exceptions import ValidationError

from accounts.roles import Role
from stewards.actions import Person
from stewards.forms.fields import InCare, unit_field
from web.forms import Form, NameField

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,29}")
STATES = (
    ("", "全部"),
    ("waiting", "等待复核"),
    ("empty", "没有权限"),
    ("active", "在用"),
    ("sleeping", "久未登录"),
    ("off", "已停用"),
)


class AccountForm(InCare):
    display_name = NameField(name="姓名")
    staff_no = forms.CharField(
        label="工号",
        max_length=30,
        help_text="一个人只有一个账号，以工号为准。例如：JC0042",
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    username = forms.CharField(
        label="登录名",
        max_length=30,
        help_text="3至30位小写字母、数字，字母开头。例如：chengxinmin",
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    unit = unit_field("所在单位")
    post = forms.CharField(label="职务", max_length=60, required=False)
    phone = forms.CharField(label="办公电话", max_length=30, required=False)

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"].strip()
        if not USERNAME.fullmatch(name):
            raise ValidationError(
                "登录名须由3至30位小写字母、数字组成，以字母开头。例如：chengxinmin"
            )
        return name

    def clean_unit(self) -> object:
        return self.unit_in_care("unit")

    def person(self) -> Person:
        given = self.cleaned_data
        return Person(
            username=given["username"],
            display_name=given["display_name"],
            staff_no=given["staff_no"].strip(),
            unit=given["unit"],
            post=given["post"].strip(),
            phone=given["phone"].strip(),
        )


class AccountsFilter(Form):
    q = forms.CharField(label="姓名、登录名或工号", required=False, max_length=50)
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部"), *Role.choices])
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    unit = forms.CharField(label="单位（含下级）", required=False, max_length=200)
