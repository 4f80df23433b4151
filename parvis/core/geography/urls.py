"""Routes of the public data on territory."""

from django.urls import path

from parvis.core.geography.views.communes import communes
from parvis.core.geography.views.contours import contours

app_name = "geography"

urlpatterns = [
    path("communes/", communes, name="communes"),
    path("contours/<str:layer>/<str:code>.geojson", contours, name="contours"),
]
