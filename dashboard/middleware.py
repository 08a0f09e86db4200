"""Whether the demo data is loaded, asked once per request and before any page renders."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.models import Unit


class DemoMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.demo = Unit.objects.filter(is_demo=True).exists()  # type: ignore[attr-defined]
        return self.get_response(request)
