"""The messages of a case: read, written, brought in from a file; and the list of those that wait for the office."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.documents.actions.receiving import drop_refused
from parvis.core.documents.queries.contents import may_be_served
from parvis.kernel.database.prepared import planned_once
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions import hearing
from parvis.products.mediature.actions.writing import Ecrit, write_to
from parvis.products.mediature.enums import Correspondant, Sens, Visibilite
from parvis.products.mediature.forms.messages import DropForm, MailFileForm, ReleaseForm, WriteForm
from parvis.products.mediature.models import Message, Piece, Saisine
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.dossiers import offices_of
from parvis.products.mediature.queries.echanges import (
    case_address,
    in_the_case,
    kept_apart,
    thread,
    to_handle,
    with_files,
)
from parvis.products.mediature.views.cases import found_case

PER_PAGE = 30


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_messages(request: HttpRequest, number: str) -> HttpResponse:
    """All that a case exchanges, and the form to write; ``?repondre=`` and ``?transferer=`` begin from a message."""
    saisine = found_case(number)
    if request.method != "POST":
        return _shown(request, saisine, _form(saisine, initial=_begun(request, saisine)))
    form = _form(saisine, request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        ecrit = Ecrit(
            text=given["text"], subject=given["subject"], to_person=given["to_person"], others=given["others"],
            pieces=form.chosen, files=given["fichiers"], shown=given["shown"],
            alone=given.get("alone", False), answers=_one(saisine, given["answers"]),
        )  # fmt: skip
        try:
            write_to(by=current_actor(), saisine=saisine, ecrit=ecrit)
        except ValidationError as error:
            _add(form, error)
        else:
            messages.success(request, _sent(saisine, ecrit))
            return redirect("mediature:messages", number)
    return _shown(request, saisine, form, status=422)


@opens_to(SIGNED_IN)
@never_cache
@require_POST
def handled(request: HttpRequest, number: str, message: int) -> HttpResponse:
    """« Traité », or to be dealt with again."""
    saisine = found_case(number)
    found = _one(saisine, message)
    if found is None:
        raise Http404("Ce message n’est pas dans ce dossier.")
    done = request.POST.get("traite") == "oui"
    hearing.mark_handled(by=current_actor(), message=found, handled=done)
    messages.success(request, "Le message est marqué traité." if done else "Le message est de nouveau à traiter.")
    return redirect("mediature:messages", number)


@opens_to(SIGNED_IN)
@never_cache
@require_POST
def import_mail(request: HttpRequest, number: str) -> HttpResponse:
    """A mail received elsewhere becomes a message of the case."""
    saisine = found_case(number)
    form = _importing(saisine, request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            refused = hearing.import_saved(by=current_actor(), saisine=saisine, file=file)
        except ValidationError as error:
            drop_refused(file=file)
            _add(form, error)
        else:
            messages.success(request, "Le courriel est dans le dossier, avec ses pièces jointes.")
            for each in refused:
                messages.warning(request, f"Sauf « {each} », vide ou de plus de 25 Mo : demandez-le autrement.")
            return redirect("mediature:messages", number)
    return _shown(request, saisine, _form(saisine), importing=form, status=422)


@opens_to(WORKS)
@never_cache
@require_safe
def pending(request: HttpRequest) -> HttpResponse:
    """« Messages à traiter », and those that are kept apart."""
    actor = current_actor()
    offices = offices_of(actor)
    waiting, apart = to_handle(actor, offices), kept_apart(actor, offices)
    asked = request.GET.get("vue") == "a-part"
    found = (apart if asked else waiting).select_related("saisine__requerant").defer("quoted")
    page = Paginator(found.order_by("at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "asked": asked, "waiting": waiting.count(), "apart": apart.count()}
    return render(request, "mediature/bureau/messages.html", context)


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apart(request: HttpRequest, number: str, message: int) -> HttpResponse:
    """A mail that is kept apart, read as text; let into the case, or put away with a reason."""
    saisine = found_case(number)
    actor = current_actor()
    found = Message.objects.visible_to(actor).exclude(apart="").filter(saisine=saisine, pk=message)
    read = with_files(found.select_related("author"))
    if not read:
        raise Http404("Ce courriel n’est plus tenu à part.")
    letting = request.method == "POST" and "admettre" in request.POST
    dropping = request.method == "POST" and not letting
    forms = {
        "release": ReleaseForm(request.POST if letting else None),
        "drop": DropForm(request.POST if dropping else None),
    }
    form: Any = forms["release"] if letting else forms["drop"]
    if request.method == "POST" and form.is_valid():
        try:
            if letting:
                partie = Correspondant(form.cleaned_data["partie"])
                hearing.release(by=actor, message=read[0].message, partie=partie)
            else:
                hearing.drop(by=actor, message=read[0].message, why=form.cleaned_data["why"])
        except ValidationError as error:
            _add(form, error)
        else:
            messages.success(request, "Le courriel est dans le dossier." if letting else "Le courriel est écarté.")
            return redirect("mediature:messages", number) if letting else redirect("mediature:pending")
    context = {"saisine": saisine, "each": read[0], **forms, "wrong": form if form.is_bound else None}
    return render(request, "mediature/bureau/apart.html", context, status=422 if form.is_bound else 200)


def _one(saisine: Saisine, number: int | None) -> Message | None:
    found: Message | None = (
        Message.objects.visible_to(current_actor()).in_thread().filter(saisine=saisine, pk=number).first()
    )
    return found


def _form(saisine: Saisine, *given: Any, **options: Any) -> WriteForm:
    pieces = Piece.objects.visible_to(current_actor()).filter(saisine=saisine).exclude(visibility=Visibilite.MEDIATEUR)
    offered = [piece for piece in in_the_case(pieces.select_related("document")) if may_be_served(piece.document)]
    user = int(current_actor().identifier)
    return WriteForm(*given, saisine=saisine, offered=offered, user=user, **options)


def _importing(saisine: Saisine, *given: Any) -> MailFileForm:
    return MailFileForm(*given, by=current_actor(), place=saisine.key, auto_id="import_%s")


def _begun(request: HttpRequest, saisine: Saisine) -> dict[str, Any]:
    """What the form holds already: an answer goes back to who wrote, a forwarded message goes to nobody yet."""
    asked = {name: request.GET.get(name, "") for name in ("repondre", "transferer")}
    name = next((name for name, value in asked.items() if value.isdecimal()), "")
    found = _one(saisine, int(asked[name])) if name else None
    if found is None:
        return {"to_person": True, "subject": f"Votre saisine {saisine.number}"}
    alone = found.visibility == Visibilite.MEDIATEUR
    if name == "repondre":
        person = found.partie == Correspondant.REQUERANT
        others = "" if person or found.sens != Sens.RECU else found.sender
        subject = f"Re : {found.subject}" if found.subject else f"Votre saisine {saisine.number}"
        return {"to_person": person, "others": others, "subject": subject[:200], "answers": found.pk, "alone": alone}
    pieces = list(found.jointes.values_list("piece", flat=True))
    text = f"\n\n----- Message transféré -----\n{found.text}"
    return {
        "to_person": False,
        "subject": f"Tr : {found.subject}"[:200],
        "text": text[:20_000],
        "pieces": pieces,
        "alone": alone,
    }


def _sent(saisine: Saisine, ecrit: Ecrit) -> str:
    if ecrit.to_person and not saisine.requerant.email and not ecrit.others:
        return "Le message est dans le dossier. Sans adresse électronique, la personne le lira avec son code."
    return "Le message part. Cette page dit s’il est arrivé."


def _add(form: Any, error: ValidationError) -> None:
    """Each reason beside its field, or above the form where the form has no such field."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, reasons in told.items():
        form.add_error(name if name in form.fields else None, reasons)


@planned_once()
def _shown(
    request: HttpRequest, saisine: Saisine, form: WriteForm, *, importing: MailFileForm | None = None, status: int = 200
) -> HttpResponse:
    wrong = importing if importing is not None else form if form.is_bound else None
    context = {
        "saisine": saisine,
        "echanges": thread(current_actor(), saisine),
        "apart": kept_apart(current_actor(), [saisine.organisation_id]).filter(saisine=saisine),
        "address": case_address(saisine),
        "write": form,
        "importing": importing or _importing(saisine),
        "wrong": wrong,
    }
    return render(request, "mediature/bureau/case_messages.html", context, status=status)
