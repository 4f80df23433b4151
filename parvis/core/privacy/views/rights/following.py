"""The private page of a request: confirm, follow, receive, withdraw."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.privacy.actions.rights.delivering import NoCopyError, deliver
from parvis.core.privacy.actions.rights.evidence import everywhere
from parvis.core.privacy.actions.rights.handling import withdraw
from parvis.core.privacy.actions.rights.identifying import give_document, identify
from parvis.core.privacy.enums.rights import Proof
from parvis.core.privacy.forms.rights.asking import DocumentForm, FollowForm
from parvis.core.privacy.models import RightsLeg, RightsRequest, RightsStep
from parvis.core.privacy.queries.rights.following import citizen, find_request, followed
from parvis.core.privacy.queries.rights.letters import letter_of, spaced
from parvis.core.privacy.queries.rights.people import secret_of
from parvis.core.privacy.views.attached import attached
from parvis.core.privacy.views.rights.addresses import desk_link
from parvis.kernel.actor import Actor
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC

UNKNOWN = "Aucune demande ne répond à ce numéro et à ce code. Recopiez-les depuis le courriel ou la lettre."


def _with_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Act as whoever holds the private link, and on that request alone."""

    @wraps(view)
    def run(request: HttpRequest, number: str, code: str, **given: Any) -> HttpResponse:
        with everywhere(citizen(number)):
            found = find_request(number, code)
            if found is None:
                raise Http404(UNKNOWN)
            answer = view(request, found, **given)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return run


@opens_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Come back to a request by what the letter says."""
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"].upper(), "".join(form.cleaned_data["code"].split()).lower()
        with everywhere(citizen(number)):
            found = find_request(number, code)
        if found is not None:
            return redirect("privacy:rights_follow", number=number, code=code)
        form.add_error(None, UNKNOWN)
    return render(request, "privacy/rights/find.html", {"form": form}, status=422 if form.errors else 200)


@opens_to(PUBLIC)
@never_cache
@require_safe
@_with_link
def follow(request: HttpRequest, found: RightsRequest) -> HttpResponse:
    """Where the request stands, and what one can do."""
    return _page(request, found, DocumentForm())


@opens_to(PUBLIC)
@require_POST
@_with_link
def confirm(request: HttpRequest, found: RightsRequest) -> HttpResponse:
    """Whoever reads the address given is the person; mail scanners only open the page."""
    if followed(found).to_confirm:
        identify(by=citizen(found.number), request=found, proof=Proof.LINK, desk=desk_link(request))
        messages.success(request, "Merci. Votre demande est confirmée : le délai de réponse court.")
    return _back(found)


@opens_to(PUBLIC)
@require_POST
@_with_link
def give_up(request: HttpRequest, found: RightsRequest) -> HttpResponse:
    """Withdraw what is not yet answered."""
    if withdraw(by=citizen(found.number), request=found):
        messages.success(request, "Votre demande est retirée. Vous pourrez en faire une autre quand vous voudrez.")
    return _back(found)


@opens_to(PUBLIC)
@require_POST
@_with_link
def deposit(request: HttpRequest, found: RightsRequest) -> HttpResponse:
    """Give the document that was asked for."""
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            give_document(
                by=citizen(found.number), request=found, file=form.cleaned_data["file"], desk=desk_link(request)
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, "Votre pièce est reçue. Elle sera détruite dès la décision.")
            return _back(found)
    return _page(request, found, form, status=422)


@opens_to(PUBLIC)
@never_cache
@require_safe
@_with_link
def copy(request: HttpRequest, found: RightsRequest, leg: UUID) -> HttpResponse:
    """The copy of one's data."""
    return handed_over(found, leg, by=citizen(found.number))


@opens_to(PUBLIC)
@never_cache
@require_safe
@_with_link
def letter(request: HttpRequest, found: RightsRequest, step: UUID) -> HttpResponse:
    """The letter of an answer, as a PDF that a screen reader reads."""
    return printed(RightsStep.objects.filter(request=found, pk=step))


def handed_over(found: RightsRequest, pk: UUID, *, by: Actor) -> HttpResponse:
    """The copy, downloaded and never shown by our own pages."""
    leg = RightsLeg.objects.select_related("request").filter(request=found, pk=pk).first()
    if leg is None:
        raise Http404(UNKNOWN)
    try:
        content = deliver(by=by, leg=leg)
    except NoCopyError:
        raise Http404("Cette copie a été détruite, 30 jours après sa remise : faites une nouvelle demande.") from None
    return attached(content, leg.bundle_name, "application/octet-stream")


def printed(steps: QuerySet[RightsStep]) -> HttpResponse:
    """A letter: the only one of ``steps``."""
    step = steps.select_related("leg", "request").first()
    if step is None or not step.sent or step.leg is None:
        raise Http404("Cette lettre n’existe pas.")
    return attached(letter_of(step).pdf, f"lettre-{step.request.number}.pdf", "application/pdf")


def _page(request: HttpRequest, found: RightsRequest, form: DocumentForm, status: int = 200) -> HttpResponse:
    code = secret_of(found)
    context = {"followed": followed(found), "code": code, "spaced": spaced(code), "form": form}
    return render(request, "privacy/rights/follow.html", context, status=status)


def _back(found: RightsRequest) -> HttpResponse:
    return redirect("privacy:rights_follow", number=found.number, code=secret_of(found))
