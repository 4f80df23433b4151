"""What programs may ask, with the names and the defaults of data·inclusion's own API."""

from dataclasses import replace
from difflib import get_close_matches
from typing import Annotated, Any

from data_inclusion.schema.v1 import (
    Categorie,
    CodeCommune,
    CodeDepartement,
    CodeRegion,
    Frais,
    ModeAccueil,
    Public,
    ReseauPorteur,
    Thematique,
    TypeService,
)
from ninja import Schema
from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from parvis.core.geography.models import Departement, Region
from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.api.shapes import Shape
from parvis.products.data_inclusion.queries.nearby import Point
from parvis.products.data_inclusion.queries.search import Place
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters
from parvis.products.data_inclusion.queries.structures import Filters
from parvis.products.data_inclusion.queries.territories import place_of

MAX_PAGE = 1_000_000_000
DEFAULT_SIZE = 5_000
MAX_SIZE = 10_000
THEMES = [*(each.value for each in Categorie), *(each.value for each in Thematique)]


class Pages(Schema):
    """Which page of a list, and its shape."""

    page: Annotated[int, Field(ge=1, le=MAX_PAGE, description="Numéro de page.")] = 1
    size: Annotated[int, Field(ge=1, le=MAX_SIZE, description="Nombre d'éléments par page.")] = DEFAULT_SIZE
    format: Annotated[
        Shape | None, Field(description="Forme de la réponse ; sans lui, celle de l'en-tête « Accept », sinon JSON.")
    ] = None


class PagesByKey(Pages):
    """Which page of a list by identifier: by its number, or by where the last one ended."""

    after: Annotated[
        str,
        Field(max_length=256, description="Identifiant après lequel reprendre ; donné par l'en-tête « Link »."),
    ] = ""

    @field_validator("after")
    @classmethod
    def is_text(cls, value: str) -> str:
        """Refuse what no identifier holds."""
        return _text(value)


class Territory(Schema):
    """Which territory. A code wins over a slug."""

    code_region: Annotated[CodeRegion | None, Field(description="Code INSEE de la région.")] = None
    slug_region: Annotated[str | None, Field(description="Région en toutes lettres, par exemple « bretagne ».")] = None
    code_departement: Annotated[CodeDepartement | None, Field(description="Code INSEE du département.")] = None
    slug_departement: Annotated[str | None, Field(description="Département, par exemple « doubs ».")] = None
    code_commune: Annotated[CodeCommune | None, Field(description="Code INSEE de la commune.")] = None

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

    def codes(self) -> dict[str, str]:
        """As the queries want them."""
        return {
            "code_commune": _whole_commune(self.code_commune),
            "code_departement": self.code_departement or self.slug_departement or "",
            "code_region": self.code_region or self.slug_region or "",
        }


class StructureFilters(Territory):
    """Which structures."""

    sources: Annotated[list[str], Field(description="Identifiants de sources.")] = []
    reseaux_porteurs: Annotated[list[ReseauPorteur], Field(description="Réseaux porteurs, l'un d'eux suffit.")] = []
    exclure_doublons: Annotated[bool, Field(description="Ne garder que la meilleure fiche de chaque structure.")] = (
        False
    )

    def filters(self) -> Filters:
        """As the query wants them."""
        return Filters(
            sources=tuple(self.sources),
            reseaux_porteurs=_values(self.reseaux_porteurs),
            exclure_doublons=self.exclure_doublons,
            **self.codes(),
        )


class CommonFilters(Schema):
    """What narrows any list of services."""

    sources: Annotated[list[str], Field(description="Identifiants de sources.")] = []
    thematiques: Annotated[list[str], Field(description="Thématiques, ou catégories qui valent toutes les leurs.")] = []
    frais: list[Frais] = []
    publics: Annotated[
        list[Public], Field(description="Chacun comprend « tous-publics », qui, demandé, ne filtre rien.")
    ] = []
    recherche_public: Annotated[str | None, Field(description="Mots dans les publics et leurs précisions.")] = None
    modes_accueil: list[ModeAccueil] = []
    types: list[TypeService] = []
    score_qualite_minimum: Annotated[float | None, Field(ge=0, le=1, allow_inf_nan=False)] = None

    @field_validator("thematiques")
    @classmethod
    def themes_exist(cls, values: list[str]) -> list[str]:
        """Refuse an unknown theme, and tell the nearest known one."""
        for value in values:
            if value not in THEMES:
                near = get_close_matches(value, THEMES, n=1, cutoff=0.5)
                raise ValueError(
                    f"Thématique inconnue : {value}." + (f" Vouliez-vous dire {near[0]} ?" if near else "")
                )
        return values

    @field_validator("recherche_public")
    @classmethod
    def words_are_text(cls, value: str | None) -> str | None:
        """Refuse what the database cannot read."""
        return value if value is None else _text(value)

    def filters(self) -> ServiceFilters:
        """As the query wants them."""
        return ServiceFilters(
            sources=tuple(self.sources),
            thematiques=tuple(sorted(self.thematiques)),
            frais=_values(self.frais),
            publics=_values(self.publics),
            recherche_public=self.recherche_public,
            modes_accueil=_values(self.modes_accueil),
            types=_values(self.types),
            score_qualite_minimum=self.score_qualite_minimum,
            exclure_doublons=False,
            **self.codes(),
        )

    def codes(self) -> dict[str, str]:
        """No territory."""
        return {}


class ListFilters(CommonFilters, Territory):
    """Which services of a list."""

    def codes(self) -> dict[str, str]:
        """The territory asked for."""
        return Territory.codes(self)


class Somewhere(Schema):
    """A point, whole or not given."""

    lat: Annotated[float | None, Field(ge=-90, le=90, allow_inf_nan=False, description="Latitude, avec « lon ».")] = (
        None
    )
    lon: Annotated[
        float | None, Field(ge=-180, le=180, allow_inf_nan=False, description="Longitude, avec « lat ».")
    ] = None

    @model_validator(mode="after")
    def is_whole(self) -> "Somewhere":
        """Refuse half a point."""
        if (self.lat is None) != (self.lon is None):
            raise _missing(
                "lat" if self.lat is None else "lon",
                "Les paramètres « lat » et « lon » vont ensemble : donnez les deux, ou aucun.",
            )
        return self

    def point(self) -> Point | None:
        """Where it is."""
        return None if self.lat is None or self.lon is None else Point(self.lon, self.lat)


class NearFilters(CommonFilters, Somewhere):
    """Which services near a commune."""

    code_commune: Annotated[CodeCommune | None, Field(description="Code INSEE de la commune.")] = None
    exclure_doublons: Annotated[
        bool, Field(description="Ne garder que les services de la meilleure fiche de chaque structure.")
    ] = False

    @field_validator("code_commune")
    @classmethod
    def commune_exists(cls, value: str | None) -> str | None:
        """Refuse a commune that does not exist."""
        if value is not None and place_of(value) is None:
            raise ValueError(f"Commune inconnue : {value}.")
        return value

    @model_validator(mode="after")
    def point_is_in_a_commune(self) -> "NearFilters":
        """A point alone does not say to what its people are entitled."""
        if self.lat is not None and self.code_commune is None:
            raise _missing(
                "code_commune", "Les paramètres « lat » et « lon » précisent « code_commune » : donnez-le aussi."
            )
        return self

    def filters(self) -> ServiceFilters:
        """As the query wants them."""
        return replace(super().filters(), exclure_doublons=self.exclure_doublons)

    def place(self) -> Place | None:
        """The commune, seen from the point if there is one."""
        place = None if self.code_commune is None else place_of(self.code_commune)
        point = self.point()
        return place if place is None or point is None else place.seen_from(point)


class WordFilters(CommonFilters, Territory, Somewhere):
    """Which services answer words."""

    q: Annotated[str | None, Field(max_length=1_000, description="Mots cherchés, tous attendus.")] = None
    distance: Annotated[int, Field(ge=1, le=20_000, description="Jusqu'où aller du point, en kilomètres.")] = 50

    @field_validator("q")
    @classmethod
    def q_is_text(cls, value: str | None) -> str | None:
        """Refuse what the database cannot read."""
        return value if value is None else _text(value)

    def codes(self) -> dict[str, str]:
        """The territory asked for."""
        return Territory.codes(self)


def _missing(parameter: str, said: str) -> PydanticCustomError:
    """What is wrong with all the parameters together, told of the one to give."""
    return PydanticCustomError("value_error", said, {"parameter": parameter})


def _values(values: list[Any]) -> tuple[str, ...]:
    return tuple(sorted(str(value.value) for value in values))


def _text(value: str) -> str:
    if "\x00" in value:
        raise ValueError("Le caractère nul n'est pas un texte.")
    return value


def _whole_commune(code: str | None) -> str:
    """The commune that an arrondissement is part of; an unknown code answers nothing, as it is."""
    place = place_of(code) if code else None
    return place.code_commune if place else code or ""


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
