"""Routes of the published policies."""

from django.urls import path

from parvis.core.privacy.views import pages, versions

urlpatterns = [
    path("confidentialite/", pages.index, name="policies"),
    path("confidentialite/<slug:slug>/", pages.policy, name="policy"),
    path("confidentialite/<slug:slug>/versions/", versions.history, name="versions"),
    path("confidentialite/<slug:slug>/versions/<int:number>/", versions.version, name="version"),
    path("confidentialite/<slug:slug>/versions/comparer/", versions.comparison, name="comparison"),
]
