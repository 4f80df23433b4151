"""Suggestions for a field in which a commune is typed."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from parvis.core.geography.queries.commune_index import CommuneFound
from parvis.core.geography.queries.commune_search import MAX_LENGTH, find_communes
from parvis.kernel.http.policies import opens_to
from parvis.kernel.policies import PUBLIC

HOUR = 3_600
SUGGESTIONS = 20


@opens_to(PUBLIC)
@require_safe
def communes(request: HttpRequest) -> JsonResponse:
    """The communes that ``q`` may mean, the likeliest first."""
    typed = request.GET.get("q", "").strip()
    if not typed:
        return _refused("Indiquez le nom d'une commune, son code postal ou son code INSEE dans le paramètre « q ».")
    if len(typed) > MAX_LENGTH:
        return _refused(f"Le paramètre « q » compte {len(typed)} caractères ; le maximum est {MAX_LENGTH}.")
    suggestions = [_suggestion(found) for found in find_communes(typed, limit=SUGGESTIONS)]
    response = JsonResponse({"communes": suggestions}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"public, max-age={HOUR}"
    return response


def _refused(message: str) -> JsonResponse:
    return JsonResponse({"erreur": message}, status=400)


def _suggestion(found: CommuneFound) -> dict[str, object]:
    return {
        "code_insee": found.code_insee,
        "nom": found.name,
        "libelle": found.label,
        "departement": found.departement,
        "codes_postaux": found.codes_postaux,
        "population": found.population,
        "longitude": found.longitude,
        "latitude": found.latitude,
        "via": found.via,
    }
