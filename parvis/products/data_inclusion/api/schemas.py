"""What goes over the wire, in the words of data-inclusion-schema v1."""

from typing import Annotated

from data_inclusion.schema.v1 import Service as ServiceSchema
from data_inclusion.schema.v1 import Structure as StructureSchema
from ninja import Schema
from pydantic import Field


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


class ListedService(ServiceSchema):
    """A service in a list."""

    adresse_certifiee: Annotated[bool | None, Field(description="Adresse retrouvée dans la Base adresse nationale.")]
    score_qualite: Annotated[float | None, Field(description="Moyenne des critères de qualité qui s'appliquent.")]


class DetailedService(ListedService):
    """A service with its structure."""

    structure: ListedStructure


class FoundService(Schema):
    """A service near a place."""

    service: ListedService
    distance: Annotated[int | None, Field(description="En kilomètres ; nul pour ce qui se fait à distance.")]


class ScoredService(FoundService):
    """A service that answers words."""

    score_recherche: Annotated[float | None, Field(description="De 0 à 1, les mots et la proximité à parts égales.")]


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


class ServicePage(Schema):
    """A page of services."""

    items: list[ListedService]
    total: int
    page: int
    size: int
    pages: int


class FoundPage(Schema):
    """A page of services near a place."""

    items: list[FoundService]
    total: int
    page: int
    size: int
    pages: int


class ScoredPage(Schema):
    """A page of services that answer words."""

    items: list[ScoredService]
    total: int
    page: int
    size: int
    pages: int


class SourceAnswer(Schema):
    """Who gives records."""

    slug: str
    nom: str
    description: str


class NomenclatureValue(Schema):
    """A value of a nomenclature."""

    value: str
    label: str
    description: str | None
