"""The annual reports of an office, from their draft to the page of the authority."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.documents.actions.keeping import NotServedError, open_document
from parvis.core.documents.models import Document
from parvis.kernel import clock
from parvis.kernel.http.attachments import attachment
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions import reporting
from parvis.products.mediature.enums import DECIDE, Destinataire
from parvis.products.mediature.forms.rapport import BeginForm, FinaliseForm, SectionsForm, TransmitForm
from parvis.products.mediature.models import Collectivite, Rapport
from parvis.products.mediature.policies import WORKS, fonction_in
from parvis.products.mediature.queries.dossiers import office_names, offices_of
from parvis.products.mediature.queries.pieces import reading
from parvis.products.mediature.queries.rapport import contenu
from parvis.products.mediature.queries.rapport_odt import odt_of
from parvis.products.mediature.queries.rapport_pdf import pdf_of

UNKNOWN = "Ce rapport n’existe pas, ou il est d’un autre bureau."
WAITS = "L’antivirus n’a pas encore lu ce fichier : revenez dans un instant."
PDF, ODT = "application/pdf", "application/vnd.oasis.opendocument.text"
MAKES = {"pdf": (pdf_of, PDF), "odt": (odt_of, ODT)}


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The reports of one's offices; another year begins here."""
    actor = current_actor()
    names = office_names(offices_of(actor))
    form = BeginForm(request.POST or None, offices=names)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        report = reporting.begin_report(by=actor, organisation=given["bureau"], year=given["year"])
        return redirect("mediature:report", report.pk)
    found = Rapport.objects.visible_to(actor).filter(organisation__in=names).prefetch_related("transmissions")
    context = {
        "reports": [(each, names[each.organisation_id]) for each in found],
        "several": len(names) > 1,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "mediature/bureau/rapports.html", context, status=status)


@opens_to(WORKS)
@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what is written, its numbers, where it was sent."""
    return _shown(request, _found(pk))


@opens_to(WORKS)
@never_cache
@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Write, finalise, note a transmission, show or hide; whatever is wrong, what was typed stays."""
    held, actor = _found(pk), current_actor()
    if name not in {"mots", "arreter", "transmettre", "montrer", "cacher"}:
        raise Http404("Ce geste n’existe pas.")
    form = _form(name, held, request)
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            if name == "mots":
                reporting.write_sections(by=actor, rapport=held, words=given, version=given["version"])
            elif name == "arreter":
                reporting.finalise(by=actor, rapport=held, version=given["version"])
            elif name == "transmettre":
                reporting.note_transmission(
                    by=actor, rapport=held, to=Destinataire(given["destinataire"]), on=given["sent_on"],
                    manner=given["manner"],
                )  # fmt: skip
            else:
                reporting.show_report(by=actor, rapport=held, shown=name == "montrer")
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, DONE[name])
            return redirect("mediature:report", pk)
    return _shown(request, _found(pk), {name: form})


DONE = {
    "mots": "Vos mots sont gardés.",
    "arreter": "Le rapport est arrêté : ses chiffres et ses fichiers ne changeront plus.",
    "transmettre": "La transmission est notée.",
    "montrer": "Le rapport est sur la page publique.",
    "cacher": "Le rapport n’est plus sur la page publique.",
}


def _form(name: str, held: Rapport, request: HttpRequest) -> Form:
    if name == "mots":
        return SectionsForm(request.POST, rapport=held)
    return {"arreter": FinaliseForm, "transmettre": TransmitForm}.get(name, Form)(request.POST, auto_id=f"{name}_%s")


@opens_to(WORKS)
@never_cache
@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The report as a file: the sealed one once finalised, until then a draft made now."""
    held = _found(pk)
    if kind not in MAKES:
        raise Http404("Ce format n’est pas proposé : choisissez PDF ou ODT.")
    if held.finalised_at is not None:
        try:
            return _sealed(getattr(held, kind))
        except NotServedError:
            messages.info(request, WAITS)
            return redirect("mediature:report", pk)
    make, media_type = MAKES[kind]
    office = Collectivite.objects.get(organisation=held.organisation_id)
    name = content_disposition_header(as_attachment=True, filename=f"projet-{held.year}-{office.slug}.{kind}")
    content = make(contenu(held, office))
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": name})


@opens_to(PUBLIC)
@require_safe
def public(request: HttpRequest, slug: str, year: int) -> HttpResponseBase:
    """A report that its office publishes, as everybody may take it away."""
    actor = current_actor()
    office = Collectivite.objects.visible_to(actor).filter(slug=slug).first()
    held = office and Rapport.objects.filter(
        organisation=office.organisation_id, year=year, published_on__isnull=False
    ).first()  # fmt: skip
    if not office or not held:
        raise Http404("Aucun rapport de cette année n’est publié.")
    with reading(office.organisation_id):
        try:
            return _sealed(Document.objects.get(pk=str(held.pdf_id)))
        except NotServedError as error:
            raise Http404(WAITS) from error


def _sealed(document: Document) -> HttpResponseBase:
    content = open_document(by=current_actor(), document=document)
    return attachment(content, name=document.name, media_type=document.media_type, size=document.size)


def _found(pk: int) -> Rapport:
    actor = current_actor()
    found = Rapport.objects.visible_to(actor).filter(organisation__in=list(offices_of(actor)), pk=pk)
    held: Rapport | None = found.select_related("pdf", "odt").prefetch_related("transmissions").first()
    if held is None:
        raise Http404(UNKNOWN)
    return held


def _shown(request: HttpRequest, held: Rapport, wrong: dict[str, Form] | None = None) -> HttpResponse:
    wrong, office = wrong or {}, Collectivite.objects.get(organisation=held.organisation_id)
    sent = {each.destinataire for each in held.transmissions.all()}
    context = {
        "rapport": held,
        "office": office,
        "told": contenu(held, office),
        "over": held.year < clock.today().year,
        "decides": fonction_in(current_actor(), held.organisation_id) in DECIDE,
        "owed": [each.label for each in (Destinataire.CONSEIL, Destinataire.DEFENSEUR) if each not in sent],
        "words": wrong.get("mots") or SectionsForm(rapport=held),
        "freeze": wrong.get("arreter") or FinaliseForm(initial={"version": held.version}, auto_id="arreter_%s"),
        "transmit": wrong.get("transmettre")
        or TransmitForm(initial={"sent_on": clock.today()}, auto_id="transmettre_%s"),
        "form": next(iter(wrong.values()), None),
    }
    return render(request, "mediature/bureau/rapport.html", context, status=422 if wrong else 200)
