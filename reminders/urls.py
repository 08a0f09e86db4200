"""Addresses of reminders; mounted at reminders/."""

from django.urls import path

from reminders.views import inbox

app_name = "reminders"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("address/", inbox.address, name="address"),
]
