"""What browsers, robots and security researchers ask for at well-known addresses."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse

from parvis.kernel import clock
from parvis.kernel.actor import VISITOR
from parvis.kernel.declarations.navigation import Section
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.shell.menus import Line, lines_of

ICON_SIZES = (192, 512)
HOME = Line("shell.home", "Accueil", "/", Section.MAIN)
PLAIN_TEXT = "text/plain; charset=utf-8"


class PublicPages(Sitemap):
    """Home and what a visitor finds in the menus."""

    def items(self) -> list[Line]:
        return [HOME, *lines_of((Section.MAIN, Section.FOOTER), VISITOR)]

    def location(self, item: Line) -> str:
        return item.url

    def get_domain(self, site: object = None) -> str:
        """The host that was asked: one installation may have several."""
        return self.host

    def __init__(self, request: HttpRequest) -> None:
        self.host = request.get_host()
        self.protocol = request.scheme


@opens_to(PUBLIC)
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """The site map for search engines."""
    return sitemap(request, {"pages": PublicPages(request)})


@opens_to(PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: a demonstration stays out of them."""
    if settings.PARVIS_INDEXED:
        lines = ["User-agent: *", "Allow: /", f"Sitemap: {request.build_absolute_uri(reverse('shell:sitemap-xml'))}"]
    else:
        lines = ["User-agent: *", "Disallow: /"]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN_TEXT)


@opens_to(PUBLIC)
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell of a weakness; nothing when the operator gave no address."""
    contact = settings.PARVIS_OPERATOR.contact
    if not contact:
        return HttpResponseNotFound("Aucune adresse de contact n’est configurée.\n", content_type=PLAIN_TEXT)
    expires = datetime.combine(clock.today() + timedelta(days=180), time(), tzinfo=clock.PARIS)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: fr, en",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN_TEXT)


@opens_to(PUBLIC)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to pin the site on its home screen."""
    icons = [
        {"src": static(f"shell/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in ICON_SIZES
    ]
    about = {
        "name": "Parvis",
        "short_name": "Parvis",
        "lang": "fr",
        "start_url": reverse("shell:home"),
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#000091",
        "icons": icons,
    }
    return JsonResponse(about, content_type="application/manifest+json")


@opens_to(PUBLIC)
def favicon(request: HttpRequest) -> HttpResponse:
    """Old browsers ask here whatever the page says."""
    return HttpResponseRedirect(static("shell/icon-32.png"))
