"""What re-users must forget: read in order, checked by a published key, acknowledged."""

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.actions.tombstones import acknowledge
from parvis.products.data_inclusion.api.schemas import Problems, Refusal
from parvis.products.data_inclusion.enums import Fate, Kind
from parvis.products.data_inclusion.models import Tombstone
from parvis.products.data_inclusion.queries.tombstones import published_keys, tombstones

REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 422: Problems, 429: Refusal}
LARGEST = 2**63 - 1
FATES = (
    "removed : effacer la fiche ; contact-removed : effacer courriel, telephone et contact_nom_prenom, et relire la "
    "fiche ; read-again : relire la fiche."
)


class TombstoneAnswer(Schema):
    """One record that no copy should hold as it was."""

    id: int
    kind: Kind
    record: Annotated[str, Field(description="Identifiant de la fiche, tel que l'API le donnait.")]
    fate: Annotated[Fate, Field(description=FATES)]
    happened_at: str
    signed: Annotated[str, Field(description="Les mêmes faits en JWS compact (EdDSA), que vérifie la clé publiée.")]


class TombstonePage(Schema):
    """Tombstones in their order."""

    items: list[TombstoneAnswer]
    next: Annotated[int | None, Field(description="À donner à « after » pour la suite ; nul quand tout est lu.")]
    acknowledged: Annotated[int, Field(description="Jusqu'où ce jeton a confirmé ; 0 s'il n'a rien confirmé.")]


class Reading(Schema):
    """Where to start, and how many."""

    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    size: Annotated[int, Field(ge=1, le=1_000)] = 500


class Acknowledgement(Schema):
    """Up to which tombstone every copy follows."""

    upto: Annotated[int, Field(ge=1, le=LARGEST)]


class Acknowledged(Schema):
    """What is kept of it."""

    acknowledged: int


router = Router(tags=["Retraits"])


@router.get("/tombstones", response={200: TombstonePage, **REFUSALS}, summary="Lire les avis de retrait",
            operation_id="list_tombstones")  # fmt: skip
def read(request: HttpRequest, reading: Query[Reading]) -> dict[str, Any]:
    """Ce qui a été retiré ou masqué, dans l'ordre, signé ; aucun avis ne nomme une personne."""
    return asdict(tombstones(current_actor(), after=reading.after, size=reading.size))


@router.post("/tombstones", response={200: Acknowledged, **REFUSALS}, summary="Confirmer les avis de retrait",
             operation_id="acknowledge_tombstones")  # fmt: skip
def confirm(request: HttpRequest, given: Acknowledgement) -> dict[str, int]:
    """Vos copies suivent tous les avis jusqu'à celui-ci, compris."""
    try:
        return {"acknowledged": acknowledge(by=current_actor(), upto=given.upto).upto}
    except Tombstone.DoesNotExist:
        raise HttpError(422, "Cet avis n'existe pas.") from None


@router.get("/tombstones/keys", auth=None, summary="Clé des avis de retrait", operation_id="tombstone_keys")
def keys(request: HttpRequest) -> dict[str, Any]:
    """La clé publique qui vérifie les avis (JWKS, RFC 7517)."""
    return published_keys()
