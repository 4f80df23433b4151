"""Routes of the mails: the mailbox of the demonstration, which a production installation does not have."""

from django.conf import settings
from django.urls import URLPattern, path

from parvis.core.notifications.views.mailbox import mail, mail_html, mailbox

app_name = "notifications"
urlpatterns: list[URLPattern] = []
if settings.PARVIS_MODE != "production":
    urlpatterns = [
        path("demo/courriels/", mailbox, name="mailbox"),
        path("demo/courriels/<slug:name>/", mail, name="mail"),
        path("demo/courriels/<slug:name>/html/", mail_html, name="mail_html"),
    ]
