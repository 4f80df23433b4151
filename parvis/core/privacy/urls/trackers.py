"""Cookies: what is set, what one chooses, and what administrators watch."""

from django.urls import path

from parvis.core.privacy.views.trackers import choices, criteria, reports

urlpatterns = [
    path("cookies/", choices.cookies, name="cookies"),
    path("cookies/choix/", choices.choose, name="choose"),
    path("cookies/audience/", choices.oppose, name="oppose"),
    path("administration/traceurs/", reports.trackers, name="trackers"),
    path("administration/traceurs/mesure/", criteria.criteria, name="criteria"),
    path("administration/traceurs/mesure/<slug:key>/", criteria.review, name="criterion"),
    path("administration/audience/", reports.audience, name="audience"),
]
