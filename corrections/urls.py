"""Addresses of changes, under the dossier they belong to."""

from django.urls import path

from corrections.views import enter, lists, policies, show

app_name = "corrections"
urlpatterns = [
    path("policy/<int:number>/publish/", policies.policy_publish, name="policy_publish"),
    path("policy/<int:number>/preview/", policies.policy_preview, name="policy_preview"),
    path("policy/<int:number>/moved/", policies.policy_moved, name="policy_moved"),
    path("people/<str:code>/changes/", lists.changes, name="changes"),
    path("people/<str:code>/changes/new/<slug:kind>/", enter.new, name="new"),
    path("people/<str:code>/changes/<str:correction>/", show.correction, name="correction"),
    path("people/<str:code>/changes/<str:correction>/confirm/", show.confirm, name="confirm"),
    path("people/<str:code>/changes/<str:correction>/return/", show.give_back, name="return"),
    path("people/<str:code>/changes/<str:correction>/withdraw/", show.withdraw, name="withdraw"),
]
