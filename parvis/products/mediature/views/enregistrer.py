"""A saisine that came otherwise than by the form: the office writes it down, and hands over its code."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.documents.actions.receiving import drop_refused
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.http.policies import opens_to
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.beginning import begun_by_mail, forget_mail, mail_kept
from parvis.products.mediature.actions.registering import register
from parvis.products.mediature.enums import DECIDE
from parvis.products.mediature.forms.enregistrer import RegisterForm
from parvis.products.mediature.forms.messages import MailFileForm
from parvis.products.mediature.models import Collectivite, Saisine
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.access import holders, in_groups
from parvis.products.mediature.queries.dossiers import office_names, offices_of


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Take a saisine in; its code is on the page that answers, and nowhere after."""
    actor = current_actor()
    offices = offices_of(actor)
    given: dict[str, Any] = {
        "offices": office_names(offices), "decides": bool(DECIDE & set(offices.values())), "by": actor,
    }  # fmt: skip
    if request.method != "POST":
        first = {"sealed": RegisterForm.new_sealed(), "received_on": clock.today()}
        return render(
            request,
            "mediature/bureau/register.html",
            {"form": RegisterForm(initial=first, **given), "mail": _mail(actor)},
        )
    form = RegisterForm(request.POST, request.FILES, **given)
    if form.is_valid():
        code = form.cleaned_data["sealed"]
        if again := _known(code):
            return _told(request, again)
        try:
            saisine = _register(actor, form)
        except ValidationError as error:
            form.add_error(None, error)
        except IntegrityError:
            # The same page, sent twice at once: the other one was registered meanwhile.
            return _told(request, _known(code))
        else:
            office = Collectivite.objects.get(organisation=saisine.organisation_id)
            context = {"saisine": saisine, "office": office, "code": in_groups(code)}
            return render(request, "mediature/bureau/receipt.html", context)
    if "sealed" in form.errors:
        form.seal_again()
    return render(request, "mediature/bureau/register.html", {"form": form, "mail": _mail(actor)}, status=422)


@opens_to(WORKS)
@never_cache
@require_POST
def begin_from_mail(request: HttpRequest) -> HttpResponse:
    """The same page, filled in from a mail that was saved as a file; whoever registers reads it again."""
    actor = current_actor()
    offices = offices_of(actor)
    given: dict[str, Any] = {
        "offices": office_names(offices), "decides": bool(DECIDE & set(offices.values())), "by": actor,
    }  # fmt: skip
    first: dict[str, Any] = {"sealed": RegisterForm.new_sealed(), "received_on": clock.today()}
    form = _mail(actor, request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            first |= begun_by_mail(by=actor, file=file)
        except ValidationError as error:
            drop_refused(file=file)
            form.add_error("file", error)
        else:
            messages.info(request, "La page est remplie d’après le courriel : relisez-la, et complétez-la.")
    context = {"form": RegisterForm(initial=first, **given), "mail": form if form.errors else _mail(actor)}
    return render(request, "mediature/bureau/register.html", context, status=422 if form.errors else 200)


def _mail(actor: Actor, *given: Any) -> MailFileForm:
    return MailFileForm(*given, by=actor, place="mediature.register")


@transaction.atomic
def _register(actor: Actor, form: RegisterForm) -> Saisine:
    given = form.cleaned_data
    kept = given["courriel"]
    saisine = _registered(actor, given, mail_kept(actor, kept) if kept else b"")
    if kept:
        forget_mail(by=actor, document=kept)
    return saisine


def _registered(actor: Actor, given: dict[str, Any], mail: bytes) -> Saisine:
    return register(
        by=actor,
        collectivite=Collectivite.objects.get(organisation=given["office"]),
        given=given,
        code=given["sealed"],
        files=given["pieces"],
        mine=given.get("mine", False),
        mail=mail,
    )


def _known(code: str) -> Saisine | None:
    digests = [holder.identifier for holder in holders(code)]
    found: Saisine | None = Saisine.objects.visible_to(current_actor()).filter(access__in=digests).first()
    return found


def _told(request: HttpRequest, saisine: Saisine | None) -> HttpResponse:
    messages.info(request, "Cette saisine est déjà enregistrée. Son code n’est montré qu’une fois.")
    return redirect("mediature:case", saisine.number) if saisine else redirect("mediature:office")
