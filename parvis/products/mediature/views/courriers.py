"""The letters of a case: prepared, looked at, kept, handed over."""

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import SIGNED_IN
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.lettering import hand_letter, keep_letter
from parvis.products.mediature.enums import DECIDE, PREPARED, Genre, Moyen
from parvis.products.mediature.forms.courriers import HandForm, LetterForm
from parvis.products.mediature.models import Courrier, Saisine
from parvis.products.mediature.policies import fonction_in
from parvis.products.mediature.queries.courriers import letter_of, may_be_written, words_of
from parvis.products.mediature.views.cases import found_case

PREVIEW: Final = "apercu"


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def letters(request: HttpRequest, number: str) -> HttpResponse:
    """The letters that were kept, and those that may be written now."""
    saisine = found_case(number)
    kept = Courrier.objects.visible_to(current_actor()).filter(saisine=saisine).select_related("replaced_by")
    context = {
        "saisine": saisine,
        "kept": kept.prefetch_related("remises").order_by("-pk"),
        "offered": [genre for genre in Genre if may_be_written(saisine, genre)],
    }
    return render(request, "mediature/bureau/letters.html", context)


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, number: str, genre: str) -> HttpResponse:
    """Correct the words, look at the letter as it will be printed, then keep it."""
    saisine = found_case(number)
    if genre not in Genre or not may_be_written(saisine, Genre(genre)):
        raise Http404("Ce courrier n’existe pas, ou ce qu’il dit n’a pas encore eu lieu.")
    chosen = Genre(genre)
    if request.method != "POST":
        form = LetterForm(initial={"words": words_of(saisine, chosen), "version": saisine.version})
        return _form(request, saisine, chosen, form)
    form = LetterForm(request.POST)
    if form.is_valid() and PREVIEW in request.POST:
        return _preview(saisine, chosen, form.cleaned_data["words"])
    if form.is_valid():
        given = form.cleaned_data
        try:
            kept = keep_letter(
                by=current_actor(), saisine=saisine, genre=chosen, words=given["words"], version=given["version"]
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Le courrier est gardé. Inscrivez maintenant comment il est remis.")
            return redirect("mediature:letter", number, kept.pk)
    return _form(request, saisine, chosen, form, status=422)


@opens_to(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, number: str, courrier: int) -> HttpResponse:
    """One letter that was kept, and how it reached the person."""
    saisine = found_case(number)
    letters = Courrier.objects.visible_to(current_actor()).filter(saisine=saisine, pk=courrier)
    found = letters.select_related("piece__document", "replaced_by", "replaces", "saisine__requerant", "author").first()
    if found is None:
        raise Http404("Ce courrier n’est pas dans ce dossier.")
    form = HandForm(request.POST if request.method == "POST" else None, person=saisine.requerant)
    if form.is_valid():
        given = form.cleaned_data
        try:
            hand_letter(by=current_actor(), courrier=found, moyen=Moyen(given["moyen"]), on=given["on"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "La remise est inscrite au dossier.")
            return redirect("mediature:letter", number, courrier)
    context = {"saisine": saisine, "courrier": found, "remises": list(found.remises.all()), "form": form}
    return render(request, "mediature/bureau/letter.html", context, status=422 if form.errors else 200)


def _preview(saisine: Saisine, genre: Genre, words: str) -> HttpResponse:
    replaced = Courrier.objects.filter(saisine=saisine, genre=genre, replaced_by=None).first()
    pdf = letter_of(saisine, genre, words, reference="", replaces=replaced).pdf
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="apercu-{genre.value}.pdf"'
    return answer


def _form(request: HttpRequest, saisine: Saisine, genre: Genre, form: LetterForm, status: int = 200) -> HttpResponse:
    fonction = fonction_in(current_actor(), saisine.organisation_id)
    context = {
        "saisine": saisine,
        "genre": genre,
        "form": form,
        "replaced": Courrier.objects.filter(saisine=saisine, genre=genre, replaced_by=None).first(),
        "keeps": genre in PREPARED or fonction in DECIDE,
    }
    return render(request, "mediature/bureau/write_letter.html", context, status=status)
