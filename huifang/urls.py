"""Where each app's addresses are mounted."""

from django.urls import URLPattern, URLResolver, include, path

from cases.urls import access_urls, policy_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("signin.urls")),
    # Before the desk, whose people/<code>/ would match people/new/ too.
    path("people/", include("cases.urls")),
    path("policy/", include(policy_urls)),
    path("", include(access_urls)),
    path("import/", include("intake.urls")),
    path("", include("attachments.urls")),
    path("", include("needs.urls")),
    path("", include("ledger.urls")),
    path("", include("visits.urls")),
    path("", include("evaluation.urls")),
    path("", include("reports.urls")),
    path("reminders/", include("reminders.urls")),
    path("", include("corrections.urls")),
    path("", include("stewards.urls")),
    path("", include("dashboard.urls")),
    path("comfort/", include("web.urls")),
]

handler400 = "web.errors.bad_request"
handler403 = "web.errors.forbidden"
handler404 = "web.errors.not_found"
handler500 = "web.errors.server_error"
