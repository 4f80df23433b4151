"""Routes of the reference for people."""

from django.urls import path

from parvis.products.data_inclusion.views.imports import every_import, one_import
from parvis.products.data_inclusion.views.reports import every_report, handle, report_service, report_structure
from parvis.products.data_inclusion.views.search import search
from parvis.products.data_inclusion.views.service import service
from parvis.products.data_inclusion.views.structure import structure

app_name = "data_inclusion"

urlpatterns = [
    path("", search, name="search"),
    path("imports/", every_import, name="imports"),
    path("imports/<int:run>/", one_import, name="import"),
    path("signalements/", every_report, name="reports"),
    path("signalements/<uuid:pk>/traiter/", handle, name="handle_report"),
    path("structures/<path:identifier>/signaler/", report_structure, name="report_structure"),
    path("services/<path:identifier>/signaler/", report_service, name="report_service"),
    path("structures/<path:identifier>/", structure, name="structure"),
    path("services/<path:identifier>/", service, name="service"),
]
