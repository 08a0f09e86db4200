"""The widgets whose templates are our own write what Django's would."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting

CHOICES = [("", "请选择"), ("党纪处分", [("PW", "党内警告"), ("<x>", '"引号"&')]), (3, "三")]


def words(html: str) -> str:
    """Without blanks between tags, and with a group's words however they are wrapped."""
    html = re.sub(r"<label>([^<]*)</label>", r'<span class="muted">\1</span>', html)
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html)).strip()


@pytest.mark.parametrize("chosen", ["", "PW", "<x>", 3, ["PW", "3"], None])
@pytest.mark.parametrize(
    "attrs", [{}, {"id": "id_m", "class": "form-select", "aria-invalid": True}]
)
@pytest.mark.parametrize(
    "kind", [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple]
)
def test_ours_says_what_django_says(kind, attrs, chosen):
    widget = kind(attrs=attrs, choices=CHOICES)
    ours, theirs = (
        widget.render("m", chosen, attrs, renderer=renderer())
        for renderer in (TemplatesSetting, DjangoTemplates)
    )
    assert words(ours) == words(theirs)
    assert 'value="PW"' in ours
