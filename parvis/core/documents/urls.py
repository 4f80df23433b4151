"""Routes of the files."""

from django.urls import path

from parvis.core.documents.views.download import download
from parvis.core.documents.views.uploads import upload, uploads

app_name = "documents"
urlpatterns = [
    path("documents/<uuid:document>/", download, name="download"),
    path("envois/<secret:grant>/", uploads, name="uploads"),
    path("envois/<secret:grant>/<uuid:upload>/", upload, name="upload"),
]
