"""Where the numbers of a day are sent besides."""

from django import forms

from web.forms import Form


class AddressForm(Form):
    address = forms.EmailField(
        label="工作邮箱",
        required=False,
        max_length=120,
        help_text="每个工作日最多一封，只有数量，没有姓名。清空后不再发送。",
        error_messages={"invalid": "邮箱的写法不对。例如 chenzhou@example.gov.cn。"},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
