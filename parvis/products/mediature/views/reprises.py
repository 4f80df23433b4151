"""Past years, taken over from a spreadsheet: deposited, tried, taken over, undone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.documents.actions.keeping import NotServedError
from parvis.core.documents.actions.receiving import drop_refused
from parvis.kernel import clock
from parvis.kernel.http.outlets import EXPORT, takes_out
from parvis.kernel.http.policies import opens_to
from parvis.kernel.reading.rows import SourceUnreadable
from parvis.kernel.scope import current_actor
from parvis.kernel.sheets import Sheet, written
from parvis.products.mediature.actions import reprendre
from parvis.products.mediature.actions.exporting import KINDS
from parvis.products.mediature.enums import DECIDE, EtatReprise, Verdict
from parvis.products.mediature.forms.reprise import DepositForm, MappingForm
from parvis.products.mediature.models import CasPasse, LigneReprise, Reprise
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.dossiers import office_names, offices_of
from parvis.products.mediature.queries.reprise import guessed

PER_PAGE = 50
UNKNOWN = "Ce fichier n’existe pas, ou il est d’un autre bureau."
WAITS = "L’antivirus n’a pas encore lu ce fichier : revenez dans un instant."


@opens_to(WORKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The files of one's offices; another one is deposited here."""
    actor = current_actor()
    offices = offices_of(actor)
    names = office_names(pk for pk, fonction in offices.items() if fonction in DECIDE)
    form = DepositForm(request.POST or None, request.FILES or None, offices=names, by=actor) if names else None
    if form is not None and request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = reprendre.deposit_past(by=actor, organisation=form.cleaned_data["bureau"], file=file)
        except ValidationError as error:
            drop_refused(file=file)
            form.add_error(None, error)
        else:
            return redirect("mediature:past_one", made.pk)
    found = Reprise.objects.visible_to(actor).filter(organisation__in=list(offices)).annotate(count=Count("cas"))
    context = {"found": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "mediature/bureau/reprises.html", context, status=status)


@opens_to(WORKS)
@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a file stands, and what becomes of each of its lines."""
    held = _found(pk)
    return _shown(request, held, _mapping_form(request, held))


@opens_to(WORKS)
@never_cache
@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Try, take over, or undo."""
    held, actor = _found(pk), current_actor()
    form = _mapping_form(request, held) if name == "essayer" else None
    try:
        if name == "essayer":
            if form is None or not form.is_valid():
                return _shown(request, held, form, status=422)
            reprendre.try_out(by=actor, reprise=held, mapping=form.mapping)
        elif name == "recommencer":
            reprendre.try_again(by=actor, reprise=held)
        elif name == "reprendre":
            reprendre.take_over(by=actor, reprise=held)
        elif name == "annuler":
            count = reprendre.undo(by=actor, reprise=held)
            messages.success(request, f"Annulé : {count} cas retirés des statistiques, le fichier est détruit.")
        else:
            raise Http404("Ce geste n’existe pas.")
    except ValidationError as error:
        if form is None:
            messages.error(request, " ".join(error.messages))
            return redirect("mediature:past_one", pk)
        form.add_error(None, error)
        return _shown(request, held, form, status=422)
    return redirect("mediature:past_one", pk)


@opens_to(WORKS)
@never_cache
@require_safe
@takes_out(EXPORT)
def lines(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What becomes of each line, as a sheet to mend the file by."""
    held = _found(pk)
    if kind not in KINDS:
        raise Http404("Ce format n’est pas proposé : choisissez ODS, XLSX ou CSV.")
    rows = LigneReprise.objects.filter(reprise=held)
    told = [(each.line, str(each.get_verdict_display()), each.words) for each in rows]
    content, media_type = written([Sheet("Lignes", ("Ligne", "Verdict", "Pourquoi"), told)], kind)
    headers = {"Content-Disposition": f'attachment; filename="reprise-{held.pk}.{kind}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _found(pk: int) -> Reprise:
    actor = current_actor()
    found = Reprise.objects.visible_to(actor).filter(organisation__in=list(offices_of(actor)), pk=pk)
    held: Reprise | None = found.select_related("document").first()
    if held is None:
        raise Http404(UNKNOWN)
    return held


def _mapping_form(request: HttpRequest, held: Reprise) -> MappingForm | None:
    """The columns of a file that may still be read otherwise; nothing when it cannot be read yet."""
    if held.etat not in {EtatReprise.A_LIRE, EtatReprise.ESSAYEE}:
        return None
    try:
        columns = reprendre.sample(by=current_actor(), reprise=held)
    except NotServedError:
        messages.info(request, WAITS)
        return None
    except SourceUnreadable as error:
        messages.error(request, str(error))
        return None
    chosen = {each["column"]: each["field"] for each in held.mapping}
    told = chosen or guessed(columns, reprendre.kept_mapping(held.organisation_id))
    return MappingForm(request.POST or None, columns=columns, guessed=told)


def _shown(request: HttpRequest, held: Reprise, form: MappingForm | None, status: int = 200) -> HttpResponse:
    told = LigneReprise.objects.filter(reprise=held)
    counts: dict[str, Any] = told.aggregate(
        total=Count("pk"),
        **{each.value: Count("pk", filter=Q(verdict=each)) for each in Verdict},
    )
    asked = request.GET.get("verdict", "")
    chosen = told.filter(verdict=asked) if asked in Verdict.values else told.exclude(verdict=Verdict.ACCEPTEE)
    taken = CasPasse.objects.filter(reprise=held).count()
    good = counts[Verdict.ACCEPTEE] + counts[Verdict.CORRIGEE]
    context = {
        "reprise": held,
        "form": form,
        "counts": counts,
        "good": good,
        "taken": taken,
        "page": Paginator(chosen, PER_PAGE).get_page(request.GET.get("page")),
        "tabs": [(each, counts[each]) for each in Verdict],
        "asked": asked,
        "kinds": KINDS,
        "states": EtatReprise,
        "until": (held.begun_at + reprendre.TAKEN_WITHIN).astimezone(clock.PARIS).date(),
    }
    return render(request, "mediature/bureau/reprise.html", context, status=status)
