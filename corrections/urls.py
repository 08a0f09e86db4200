"""Addresses of changes, under the dossier they belong to."""

from django.urls import path

from corrections.views import enter, lists, show

app_name = "corrections"
urlpatterns = [
    path("people/<str:code>/changes/", lists.changes, name="changes"),
    path("people/<str:code>/changes/new/<slug:kind>/", enter.new, name="new"),
    path("people/<str:code>/changes/<str:correction>/", show.correction, name="correction"),
    path("people/<str:code>/changes/<str:correction>/confirm/", show.confirm, name="confirm"),
    path("people/<str:code>/changes/<str:correction>/return/", show.give_back, name="return"),
    path("people/<str:code>/changes/<str:correction>/withdraw/", show.withdraw, name="withdraw"),
]
