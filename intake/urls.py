"""Addresses of the import wizard, mounted under /import/."""

from django.urls import path

from intake.views.check import check, drop_batch
from intake.views.columns import columns
from intake.views.result import result, undo, wrong_rows
from intake.views.upload import batches

app_name = "intake"
urlpatterns = [
    path("", batches, name="list"),
    path("<str:code>/", result, name="result"),
    path("<str:code>/map/", columns, name="map"),
    path("<str:code>/check/", check, name="check"),
    path("<str:code>/drop/", drop_batch, name="drop"),
    path("<str:code>/wrong/", wrong_rows, name="wrong"),
    path("<str:code>/undo/", undo, name="undo"),
]
