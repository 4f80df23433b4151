"""Home, the pages that every site owes, and what browsers and robots ask for."""

from django.urls import path

from parvis.shell.views import discovery, pages

app_name = "shell"
urlpatterns = [
    path("", pages.home, name="home"),
    path("mentions-legales/", pages.legal, name="legal"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("plan-du-site/", pages.sitemap, name="sitemap"),
    path("code-source/", pages.source, name="source"),
    path("manifest.webmanifest", discovery.manifest, name="manifest"),
    path("favicon.ico", discovery.favicon, name="favicon"),
    path("robots.txt", discovery.robots, name="robots"),
    path("sitemap.xml", discovery.sitemap_xml, name="sitemap-xml"),
    path(".well-known/security.txt", discovery.security, name="security"),
]
