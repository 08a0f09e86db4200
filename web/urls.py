"""Addresses of the comfort settings."""

from django.urls import path

from web import views

app_name = "web"
urlpatterns = [
    path("text-size/", views.text_size, name="text_size"),
    path("keys/", views.keys, name="keys"),
]
