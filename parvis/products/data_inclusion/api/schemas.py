"""What goes over the wire, in the words of data-inclusion-schema v1."""

from typing import Annotated, Any

from data_inclusion.schema.v1 import CodeCommune, CodeDepartement, CodeRegion, ReseauPorteur
from data_inclusion.schema.v1 import Service as ServiceSchema
from data_inclusion.schema.v1 import Structure as StructureSchema
from ninja import Schema
from pydantic import Field, ValidationInfo, field_validator

from parvis.core.geography.models import Departement, Region
from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.queries.structures import Filters

MAX_PAGE = 1_000_000_000
DEFAULT_SIZE = 5_000
MAX_SIZE = 10_000


class Doublon(Schema):
    """A reference to another record of the same structure."""

    source: str
    id: str


class ListedStructure(StructureSchema):
    """A structure in a list."""

    score_qualite: Annotated[float | None, Field(description="Moyenne des scores de ses services, 0 sans service.")]
    adresse_certifiee: Annotated[bool | None, Field(description="Adresse retrouvée dans la Base adresse nationale.")]
    doublons: Annotated[list[Doublon] | None, Field(description="Autres fiches de la même structure.")]


class DetailedStructure(StructureSchema):
    """A structure with its services and its duplicates in full."""

    score_qualite: float | None
    adresse_certifiee: bool | None
    doublons: list[StructureSchema]
    services: list[ServiceSchema]


class StructurePage(Schema):
    """A page of structures. ``size`` is the number of items of this page."""

    items: list[ListedStructure]
    total: int
    page: int
    size: int
    pages: int


class Refusal(Schema):
    """Why a request is refused."""

    detail: str


class Problem(Schema):
    """One parameter that is wrong."""

    type: str
    loc: list[str | int]
    msg: str


class Problems(Schema):
    """Every parameter that is wrong."""

    detail: list[Problem]


class Pages(Schema):
    """Which page of a list."""

    page: Annotated[int, Field(ge=1, le=MAX_PAGE, description="Numéro de page.")] = 1
    size: Annotated[int, Field(ge=1, le=MAX_SIZE, description="Nombre d'éléments par page.")] = DEFAULT_SIZE


class StructureFilters(Schema):
    """Which structures. A code wins over a slug."""

    sources: Annotated[list[str], Field(description="Identifiants de sources.")] = []
    reseaux_porteurs: Annotated[list[ReseauPorteur], Field(description="Réseaux porteurs, l'un d'eux suffit.")] = []
    code_region: Annotated[CodeRegion | None, Field(description="Code INSEE de la région.")] = None
    slug_region: Annotated[str | None, Field(description="Région en toutes lettres, par exemple « bretagne ».")] = None
    code_departement: Annotated[CodeDepartement | None, Field(description="Code INSEE du département.")] = None
    slug_departement: Annotated[str | None, Field(description="Département, par exemple « doubs ».")] = None
    code_commune: Annotated[CodeCommune | None, Field(description="Code INSEE de la commune.")] = None
    exclure_doublons: Annotated[bool, Field(description="Ne garder que la meilleure fiche de chaque structure.")] = (
        False
    )

    @field_validator("code_region", "slug_region")
    @classmethod
    def region_exists(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Refuse a région that does not exist."""
        return _code(Region, "région inconnue", value, by_slug=str(info.field_name).startswith("slug"))

    @field_validator("code_departement", "slug_departement")
    @classmethod
    def departement_exists(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Refuse a département that does not exist."""
        return _code(Departement, "département inconnu", value, by_slug=str(info.field_name).startswith("slug"))

    def filters(self) -> Filters:
        """As the query wants them."""
        return Filters(
            sources=tuple(self.sources),
            reseaux_porteurs=tuple(str(reseau) for reseau in self.reseaux_porteurs),
            code_commune=self.code_commune or "",
            code_departement=self.code_departement or self.slug_departement or "",
            code_region=self.code_region or self.slug_region or "",
        )


def _code(model: Any, unknown: str, value: str | None, *, by_slug: bool) -> str | None:
    """The code of a territory given by its code or its slug."""
    if value is None:
        return None
    known = {
        fold(name).replace(" ", "-") if by_slug else code: code
        for code, name in model.objects.values_list("code", "name")
    }
    if value not in known:
        raise ValueError(f"{unknown} : {value}")
    return known[value]
