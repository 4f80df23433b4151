"""Routes of Médiature: the directory and the pages of the authorities, then what a person does, then the office."""

from django.urls import path

from parvis.products.mediature.views import annuaire

app_name = "mediature"

urlpatterns = [
    path("", annuaire.directory, name="directory"),
    path("<slug:slug>/", annuaire.collectivite, name="collectivite"),
]
