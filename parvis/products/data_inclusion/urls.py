"""Routes of the reference for people."""

from django.urls import path

from parvis.products.data_inclusion.views.search import search
from parvis.products.data_inclusion.views.structure import structure

app_name = "data_inclusion"

urlpatterns = [
    path("", search, name="search"),
    path("structures/<path:identifier>/", structure, name="structure"),
]
