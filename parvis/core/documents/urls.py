"""Routes of the files."""

from django.urls import path

from parvis.core.documents.views.download import download

app_name = "documents"
urlpatterns = [path("documents/<uuid:document>/", download, name="download")]
