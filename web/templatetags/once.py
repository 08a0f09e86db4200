"""{% csrf_token %} with the form's own key beside it, for whoever is signed in."""

from typing import Any

from django.template import Library
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from columns.codes import new_code

register = Library()
FORM_KEY = "form_key"


class KeyedTokenNode(CsrfTokenNode):
    """What the same page sends twice bears one key (signin.middleware.OncePerForm)."""

    def render(self, context: Context) -> SafeString:
        token = SafeString(super().render(context))
        if not token or not getattr(context.get("user"), "is_authenticated", False):
            return token
        key = format_html('<input type="hidden" name="{}" value="{}">', FORM_KEY, new_code())
        return SafeString(token + key)


@register.tag(name="csrf_token")
def csrf_token(_parser: Any, _token: Any) -> KeyedTokenNode:
    return KeyedTokenNode()
