"""Follow a saisine by its code: read where it stands, add documents, take all of it away, withdraw."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.documents.actions.keeping import NotServedError, open_document
from parvis.core.documents.models import Document
from parvis.kernel.http.attachments import attachment
from parvis.kernel.http.limits import already, counted, from_here
from parvis.kernel.http.outlets import EXPORT, leave_as
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC
from parvis.kernel.sealing import BrokenSealError
from parvis.products.mediature.actions.answering import give
from parvis.products.mediature.actions.archiving import archive
from parvis.products.mediature.actions.drafting import PIECES as AT_ONCE
from parvis.products.mediature.actions.handling import withdraw
from parvis.products.mediature.enums import IN_PLAIN_WORDS, Etat, Recevabilite
from parvis.products.mediature.forms.saisir import CodeForm, PiecesForm
from parvis.products.mediature.models import Collectivite, Courrier, Ligne, Piece, RendezVous, Saisine
from parvis.products.mediature.queries.access import typed_code
from parvis.products.mediature.queries.avis import token_of
from parvis.products.mediature.queries.pieces import Fichier, files_of, reading
from parvis.products.mediature.queries.protocoles import running
from parvis.products.mediature.queries.sollicitations import shared_with
from parvis.products.mediature.queries.transferts import last_of
from parvis.products.mediature.views.holding import MISS, MISSES_PER_HOUR, UNKNOWN, Held, find_held, holding

TOO_MANY: Final = "Trop d’essais depuis cet endroit : attendez une heure. Le lien de votre courriel s’ouvre toujours."
NOT_SERVED: Final = "Ce document n’a pas été trouvé sain par l’antivirus : il ne s’ouvre pas encore."
BROKEN: Final = (
    "Ce document est abîmé et ne s’ouvre plus. Prévenez le bureau du médiateur, et ajoutez-en une autre copie."
)


@opens_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Come back by what the receipt says."""
    form, status = CodeForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if already(from_here(request, MISS)) >= MISSES_PER_HOUR:
            form.add_error(None, TOO_MANY)
            status = 429
        elif form.is_valid():
            code = typed_code(form.cleaned_data["code"])
            found = find_held(code)
            if found is not None:
                return redirect("mediature:draft" if found[1] else "mediature:follow", code=code)
            counted(from_here(request, MISS))
            form.add_error("code", UNKNOWN)
    return render(request, "mediature/suivre/trouver.html", {"form": form}, status=status)


@opens_to(PUBLIC)
@require_safe
@holding
def follow(request: HttpRequest, held: Held) -> HttpResponse:
    """Where the saisine stands, and what one can do."""
    if held.saisine is None:
        return redirect("mediature:draft", code=held.code)
    return _page(request, held, held.saisine, _pieces(held, held.saisine))


@opens_to(PUBLIC)
@require_safe
@holding
def receipt(request: HttpRequest, held: Held) -> HttpResponse:
    """What proves the saisine: its number, its code, its date; what follows, and what it does to time limits."""
    if held.saisine is None:
        return redirect("mediature:draft", code=held.code)
    context = _about(held, held.saisine)
    context["files"] = _files(held, held.saisine)
    return render(request, "mediature/suivre/recu.html", context)


@opens_to(PUBLIC)
@require_POST
@holding
def add(request: HttpRequest, held: Held) -> HttpResponse:
    """Add documents: one that is refused says why, the others are kept."""
    if held.saisine is None:
        return redirect("mediature:draft", code=held.code)
    form = _pieces(held, held.saisine, request.POST, request.FILES)
    if form.is_valid():
        if not form.chosen:
            form.add_error("fichiers", "Choisissez au moins un fichier, ou prenez une photo.")
        for name, file in form.chosen:
            try:
                give(by=held.by, saisine=held.saisine, file=file)
            except ValidationError as refused:
                form.add_error(name, refused)
        if not form.errors:
            messages.success(request, "C’est ajouté à votre dossier : le bureau du médiateur le verra.")
            return redirect("mediature:follow", code=held.code)
    return _page(request, held, held.saisine, form, status=422)


@opens_to(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@holding
def give_up(request: HttpRequest, held: Held) -> HttpResponse:
    """Withdraw, after one question."""
    saisine = held.saisine
    if saisine is None:
        return redirect("mediature:draft", code=held.code)
    if saisine.ended:
        return redirect("mediature:follow", code=held.code)
    if request.method == "POST":
        try:
            withdraw(by=held.by, saisine=saisine)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "Votre saisine est retirée. Vous pourrez en faire une autre quand vous voudrez.")
        return redirect("mediature:follow", code=held.code)
    return render(request, "mediature/suivre/retirer.html", _about(held, saisine))


@opens_to(PUBLIC)
@require_safe
@holding
def piece(request: HttpRequest, held: Held, piece: int) -> HttpResponseBase:
    """One document of one's own case, to be saved and never shown by our own pages."""
    found = Piece.objects.visible_to(held.by).filter(saisine=held.saisine, pk=piece).first() if held.saisine else None
    if found is None or held.saisine is None:
        raise Http404("Ce document n’est pas dans votre dossier, ou il a été détruit.")
    with reading(held.saisine.organisation_id):
        leave_as(EXPORT)
        document = Document.objects.filter(pk=found.document_id, destroyed_on=None).first()
        if document is None:
            raise Http404("Ce document a été détruit.")
        try:
            content = open_document(by=held.by, document=document)
            return attachment(content, name=document.name, media_type=document.media_type, size=document.size)
        except NotServedError:
            return _refused(request, held, NOT_SERVED)
        except (BrokenSealError, OSError):
            return _refused(request, held, BROKEN)


@opens_to(PUBLIC)
@require_safe
@holding
def everything(request: HttpRequest, held: Held) -> HttpResponseBase:
    """All that the person gave and may read: words for programs, documents, timeline."""
    if held.saisine is None:
        return redirect("mediature:draft", code=held.code)
    name = f"saisine-{held.saisine.number}.zip"
    content = archive(by=held.by, saisine=held.saisine)
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


def _page(request: HttpRequest, held: Held, saisine: Saisine, form: PiecesForm, status: int = 200) -> HttpResponse:
    context = _about(held, saisine) | {
        "form": form, "lines": Ligne.objects.visible_to(held.by).filter(saisine=saisine), **_documents(held, saisine),
        "words": IN_PLAIN_WORDS[Etat(saisine.etat)], "decided": saisine.recevabilite != Recevabilite.A_EXAMINER,
        "closed": saisine.etat == Etat.CLOSE, "replies": shared_with(held.by, saisine),
        "opinion": token_of(saisine), "appointments": RendezVous.objects.visible_to(held.by).filter(saisine=saisine),
        "transfert": last_of(held.by, saisine), "others": held.others,
        "protocole": running(held.by, saisine),
    }  # fmt: skip
    return render(request, "mediature/suivre/suivre.html", context, status=status)


def _pieces(held: Held, saisine: Saisine, *sent: Any) -> PiecesForm:
    form = PiecesForm(*sent)
    form.receive(held.by, saisine.key, AT_ONCE)
    return form


def _about(held: Held, saisine: Saisine) -> dict[str, object]:
    return {
        "saisine": saisine, "collectivite": _collectivite(saisine), "code": held.code, "spaced": held.spaced,
    }  # fmt: skip


def _collectivite(saisine: Saisine) -> Collectivite:
    found: Collectivite = Collectivite.objects.get(organisation=saisine.organisation_id)
    return found


def _files(held: Held, saisine: Saisine) -> list[Fichier]:
    return files_of(Piece.objects.visible_to(held.by).filter(saisine=saisine), saisine.organisation_id)


def _documents(held: Held, saisine: Saisine) -> dict[str, object]:
    """The letters of the mediator apart from the other documents."""
    kept = {each.piece_id: each for each in Courrier.objects.visible_to(held.by).select_related("replaced_by")}
    files = _files(held, saisine)
    return {
        "letters": [(kept[each.piece.pk], each) for each in files if each.piece.pk in kept],
        "files": [each for each in files if each.piece.pk not in kept],
    }


def _refused(request: HttpRequest, held: Held, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("mediature:follow", code=held.code)
