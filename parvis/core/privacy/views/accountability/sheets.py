"""« Fiches »: the register of article 30 on screen, as a spreadsheet and as JSON, edition by edition."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.core.privacy.models import RegisterEdition
from parvis.core.privacy.policies.accountability import READS_REGISTER
from parvis.core.privacy.queries.accountability.article30 import ROLES, last_edition, sheets_of
from parvis.core.privacy.queries.accountability.register_files import ODS, files_of
from parvis.core.privacy.views.accountability.register import UNKNOWN
from parvis.kernel.http.policies import opens_to


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The last edition, and those before it."""
    edition = last_edition()
    found = sheets_of(edition) if edition else []
    groups = [(words, [sheet for sheet in found if sheet.role == role]) for role, words in ROLES.items()]
    editions = RegisterEdition.objects.only("number", "made_at")
    context = {"edition": edition, "groups": groups, "editions": editions}
    return render(request, "privacy/accountability/sheets.html", context)


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """One processing of the last edition."""
    edition = last_edition()
    for each in sheets_of(edition) if edition else []:
        if each.key == key:
            context = {"sheet": each, "edition": edition, "role": ROLES[each.role]}
            return render(request, "privacy/accountability/sheet.html", context)
    raise Http404(UNKNOWN)


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def document(request: HttpRequest, number: int) -> HttpResponse:
    """An edition for a program."""
    files = files_of(get_object_or_404(RegisterEdition, number=number))
    return JsonResponse(files.document, json_dumps_params={"ensure_ascii": False, "indent": 2})


@opens_to(READS_REGISTER)
@never_cache
@require_safe
def spreadsheet(request: HttpRequest, number: int) -> HttpResponse:
    """An edition for an office suite."""
    files = files_of(get_object_or_404(RegisterEdition, number=number))
    response = HttpResponse(files.spreadsheet, content_type=ODS)
    response["Content-Disposition"] = f'attachment; filename="registre-edition-{number}.ods"'
    return response
