"""« Courriels de la démonstration »: what people would have received."""

from csp.decorators import csp, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from parvis.core.notifications.queries.mailbox import Kept, kept_mail, kept_mails
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC


@opens_to(PUBLIC)
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails kept, newest first."""
    return render(request, "notifications/mailbox.html", {"mails": kept_mails()})


@opens_to(PUBLIC)
@require_safe
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # typed for views without arguments
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: its text, and its HTML in a frame that can do nothing but show it."""
    return render(request, "notifications/mailbox_mail.html", {"mail": _found(name)})


@opens_to(PUBLIC)
@require_safe
@xframe_options_sameorigin
@csp(  # type: ignore[arg-type]  # typed for views without arguments
    {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox", "allow-top-navigation-by-user-activation"],
    }
)
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a mail, alone: its own styles, no script, no image, links that open in the whole window."""
    return HttpResponse(_found(name).html.replace("<head>", '<head><base target="_top">', 1))


def _found(name: str) -> Kept:
    found = kept_mail(name)
    if found is None:
        raise Http404("Ce courriel n’est pas, ou n’est plus, dans la boîte de la démonstration.")
    return found
