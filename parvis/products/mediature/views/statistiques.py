"""The figures of an office, for itself and for what leaves it; those of all offices together, for the AMCT."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.kernel import clock
from parvis.kernel.http.outlets import EXPORT, takes_out
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR
from parvis.kernel.scope import current_actor
from parvis.products.mediature.actions.exporting import KINDS, MAP, export_cases, export_figures, export_map
from parvis.products.mediature.forms.bureau import FilterForm, nomenclature
from parvis.products.mediature.forms.statistiques import PeriodForm
from parvis.products.mediature.models import Collectivite, Domaine
from parvis.products.mediature.policies import WORKS
from parvis.products.mediature.queries.carte import Carte, carte
from parvis.products.mediature.queries.comptes import Periode, first_year
from parvis.products.mediature.queries.dossiers import TABS, dossiers, mediators, office_names, offices_of
from parvis.products.mediature.queries.ensemble import ensemble, transmitted
from parvis.products.mediature.queries.statistiques import PLACES, Statistiques, statistiques

UNKNOWN = "Ce format n’est pas proposé : choisissez ODS, XLSX ou CSV."


@opens_to(WORKS)
@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """What the office did in a period, exactly; or masked, as it would leave."""
    form = _form(request)
    masking = "masquees" in request.GET
    office = form.office
    told = statistiques([office], form.chosen, masking=masking)
    context: dict[str, Any] = {
        "form": form,
        "office": form.offices[office],
        "told": told,
        "carte": _carte(office, told, masking=masking),
        "masking": masking,
        "query": _query(request, "masquees"),
        "transmitted": transmitted(office, _year(form.chosen.start.year)),
        "year": form.chosen.start.year,
        "kinds": KINDS,
    }
    status = 200 if form.is_valid() else 422
    return render(request, "mediature/bureau/statistiques.html", context, status=status)


@opens_to(WORKS)
@never_cache
@require_safe
@takes_out(EXPORT)
def figures_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same tables as a sheet, masked: it is made to leave."""
    form = _form(request)
    told = statistiques([form.office], form.chosen, masking=True)
    if kind == MAP:
        content, media_type = _map_file(form, told), "image/svg+xml"
    else:
        content, media_type = export_figures(by=current_actor(), told=told, office=form.office, kind=_known(kind))
    return _file(content, media_type, f"statistiques-{form.chosen.start}-{form.chosen.end}.{kind}")


@opens_to(WORKS)
@never_cache
@require_safe
@takes_out(EXPORT)
def cases_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as it is filtered, as a sheet; without names unless they are asked for."""
    actor = current_actor()
    offices = offices_of(actor)
    form = FilterForm(request.GET, domaines=nomenclature(Domaine, offices), people=mediators(offices))
    tab = request.GET.get("vue", "")
    found = dossiers(actor, offices, form.wish(tab if tab in TABS else "tous"))
    content, media_type = export_cases(
        by=actor, found=found, offices=office_names(offices), kind=_known(kind), names="noms" in request.GET
    )
    return _file(content, media_type, f"dossiers-{clock.today()}.{kind}")


@opens_to(PLATFORM_ADMINISTRATOR)
@never_cache
@require_safe
def together(request: HttpRequest) -> HttpResponse:
    """All offices together, a year at a time: what the AMCT receives, and all that it receives."""
    today = clock.today().year
    years = range(today, today - 6, -1)
    asked = request.GET.get("annee", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else today
    return render(request, "mediature/ensemble.html", {"found": ensemble(_year(year)), "year": year, "years": years})


def _carte(office: int, told: Statistiques, *, masking: bool) -> Carte | None:
    return carte(Collectivite.objects.get(organisation=office), told.table(PLACES), masking=masking)


def _map_file(form: PeriodForm, told: Statistiques) -> bytes:
    shown = _carte(form.office, told, masking=True)
    if shown is None:
        raise Http404("Trop peu de saisines dans cette période, ou aucun contour officiel : il n’y a pas de carte.")
    days = " au ".join(f"{day:%d/%m/%Y}" for day in (told.periode.start, told.periode.end))
    heading = f"{form.offices[form.office]} : d’où viennent les saisines, du {days}"
    return export_map(by=current_actor(), shown=shown, office=form.office, heading=heading)


def _form(request: HttpRequest) -> PeriodForm:
    offices = offices_of(current_actor())
    form = PeriodForm(request.GET, offices=office_names(offices), oldest=first_year(offices))
    form.full_clean()
    return form


def _query(request: HttpRequest, *left_out: str) -> str:
    kept = request.GET.copy()
    for name in left_out:
        kept.pop(name, None)
    return kept.urlencode()


def _year(year: int) -> Periode:
    return Periode(date(year, 1, 1), date(year, 12, 31))


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise Http404(UNKNOWN)
    return kind


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(content, content_type=media_type, headers=headers)
