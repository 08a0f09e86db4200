"""Addresses of visiting: dossier pages by the dossier's code, records by their own."""

from django.urls import path

from visits import views

app_name = "visits"
urlpatterns = [
    path("people/<str:code>/status/", views.status, name="status"),
    path("people/<str:code>/status/<slug:kind>/", views.status_act, name="status_act"),
    path("acts/<str:code>/", views.act, name="act"),
    path("handovers/", views.handovers, name="handovers"),
    path("handovers/<str:code>/", views.handover, name="handover"),
    path("receipts/", views.receipts, name="receipts"),
    path("people/<str:code>/assessment/", views.assessment, name="assessment"),
    path("people/<str:code>/restricted/", views.restricted, name="restricted"),
    path("people/<str:code>/plan/", views.plan, name="plan"),
    path("people/<str:code>/plan/edit/", views.plan_edit, name="plan_edit"),
    path("people/<str:code>/plan/review/", views.plan_review, name="plan_review"),
    path("people/<str:code>/visits/", views.visit_list, name="list"),
    path("people/<str:code>/visits/new/", views.visit_new, name="visit_new"),
    path("people/<str:code>/talks/new/", views.talk_new, name="talk_new"),
    path(
        "people/<str:code>/duties/<slug:kind>/<slug:period>/exempt/",
        views.exempt_duty,
        name="exempt",
    ),
    path("people/<str:code>/drafts/<slug:kind>/save/", views.autosave, name="autosave"),
    path("people/<str:code>/drafts/<slug:kind>/discard/", views.discard, name="discard"),
    path("people/<str:code>/drafts/<slug:kind>/merge/", views.merge, name="merge"),
    path("people/<str:code>/notes/", views.notes, name="notes"),
    path("people/<str:code>/notes/new/", views.note_new, name="note_new"),
    path("people/<str:code>/visits/arrange/", views.arrange, name="arrange"),
    path("people/<str:code>/visits/outside/", views.outside_new, name="outside_new"),
    path("visits/", views.visit_board, name="board"),
    path("visits/mine/", views.my_visits, name="my_visits"),
    path("visits/outside/<str:code>/void/", views.outside_void, name="outside_void"),
    path("visits/<str:code>/", views.visit, name="visit"),
    path("visits/<str:code>/arrange/", views.rearrange, name="rearrange"),
    path("visits/<str:code>/prepare/", views.prepare, name="prepare"),
    path("visits/<str:code>/record/", views.visit_record, name="visit_record"),
    path("visits/<str:code>/steps/<slug:step>/", views.visit_step, name="visit_step"),
    path("visits/<str:code>/review/", views.visit_review, name="visit_review"),
    path("visits/<str:code>/leads/", views.leads, name="leads"),
    path("visits/<str:code>/edit/", views.visit_edit, name="visit_edit"),
    path("talks/", views.own_talks, name="own_talks"),
    path("talks/<str:code>/", views.talk, name="talk"),
    path("talks/<str:code>/sign/", views.talk_sign, name="talk_sign"),
    path("talks/<str:code>/edit/", views.talk_correct, name="talk_edit"),
]
