"""Routes, a module a subject."""

from parvis.core.privacy.urls import accountability, published

app_name = "privacy"
urlpatterns = [*accountability.urlpatterns, *published.urlpatterns]
