"""Addresses of needs; mounted before the dossier's own page."""

from django.urls import path

from needs.views import board, need

app_name = "needs"
urlpatterns = [
    path("needs/", board.board, name="board"),
    path("needs/<str:code>/", need.need, name="need"),
    path("people/<str:code>/needs/", board.dossier_needs, name="dossier"),
    path("people/<str:code>/needs/new/", board.need_new, name="new"),
]
