"""Addresses of files: by their own code; what is added goes by dossier and record."""

from django.urls import path

from attachments import views

app_name = "attachments"
urlpatterns = [
    path("people/<str:code>/files/", views.dossier_files, name="dossier"),
    path("people/<str:code>/files/<slug:kind>/<str:of>/", views.add, name="add"),
    path("files/<str:code>/", views.file, name="file"),
    path("files/<str:code>/content/", views.content, name="content"),
    path("files/<str:code>/picture/", views.picture, name="picture"),
    path("files/<str:code>/void/", views.void, name="void"),
]
