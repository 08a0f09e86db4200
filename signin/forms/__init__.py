"""What people type at the door."""

import unicodedata
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)

from accounts.models import User
from signin.rules.passwords import LONGEST
from web.forms import Form

NO_HELP = {"autocapitalize": "none", "spellcheck": "false"}


def _secret(label: str, complete: str, **more: Any) -> forms.CharField:
    """Never stripped, never sent back to the page."""
    widget = forms.PasswordInput(attrs={"autocomplete": complete, **NO_HELP})
    return forms.CharField(label=label, max_length=LONGEST, strip=False, widget=widget, **more)


class LoginForm(Form):
    """Says only what is empty; whether it fits is asked elsewhere, and answered in one way."""

    username = forms.CharField(
        label="用户名",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", **NO_HELP}),
    )
    password = _secret("密码", "current-password")

    def clean_username(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["username"]).strip()


class TaskCodeForm(Form):
    username = forms.CharField(
        label="用户名",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", **NO_HELP}),
    )
    code = forms.CharField(
        label="任务码",
        max_length=40,
        help_text="提醒函上的10位字母和数字，例如 4K7QD-9XMTA。不分大小写，横线可以不填。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", **NO_HELP}),
    )

    def clean_username(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["username"]).strip()


class SecondForm(Form):
    code = forms.CharField(
        label="验证码",
        max_length=40,
        help_text="手机上显示的6位数字，例如 482913。手机不在身边时，填一个恢复码。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", **NO_HELP}
        ),
    )


class EnrolForm(Form):
    code = forms.CharField(
        label="手机上显示的6位数字",
        max_length=10,
        help_text="例如 482913。每30秒换一个，换过以后请填新的。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", **NO_HELP}
        ),
    )


class ConfirmForm(Form):
    proof = _secret("密码", "current-password")

    def __init__(self, *args: Any, has_second: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_second:
            self.fields["proof"].label = "密码，或者手机上的6位数字"
            self.fields["proof"].error_messages["required"] = "请填写密码，或者手机上的6位数字。"


class PasswordForm(Form):
    """A person sets his own; the validators are asked here and nowhere else."""

    old_password = _secret("原密码", "current-password")
    new_password1 = _secret("新密码", "new-password")
    new_password2 = _secret("再输入一次新密码", "new-password")

    def __init__(self, user: User, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.user, self.at = user, at
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = "".join(password_validators_help_texts())

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise forms.ValidationError("原密码不对，请重新输入。")
        return old

    def clean_new_password1(self) -> str:
        new: str = self.cleaned_data["new_password1"]
        validate_password(new, self.user)
        return new

    def clean_new_password2(self) -> str:
        again: str = self.cleaned_data["new_password2"]
        first = self.cleaned_data.get("new_password1")
        if first is not None and first != again:
            raise forms.ValidationError("两次输入的新密码不一样，请重新输入。")
        return again
