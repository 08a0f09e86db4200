"""Addresses of the ledger; mounted before the dossier's own page."""

from django.urls import path

from ledger import views

app_name = "ledger"
urlpatterns = [
    path("people/<str:code>/ledger/", views.ledger, name="ledger"),
    path("people/<str:code>/ledger/export/", views.export, name="export"),
    path("people/<str:code>/ledger/new/", views.line_new, name="line_new"),
    path("people/<str:code>/ledger/lines/<str:line>/void/", views.line_void, name="line_void"),
    path("people/<str:code>/ledger/sign/<slug:half>/", views.sign, name="sign"),
]
