"""Routes of the published policies."""

from django.urls import path

from parvis.core.privacy.views import pages, versions

app_name = "privacy"
urlpatterns = [
    path("", pages.index, name="policies"),
    path("<slug:slug>/", pages.policy, name="policy"),
    path("<slug:slug>/versions/", versions.history, name="versions"),
    path("<slug:slug>/versions/<int:number>/", versions.version, name="version"),
    path("<slug:slug>/versions/comparer/", versions.comparison, name="comparison"),
]
