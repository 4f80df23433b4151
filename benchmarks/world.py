"""An invented reference over the real territory: structures where people live, and what they offer.

Everything follows from the seed: the same scale gives the same world. Nothing here is true of anybody.
"""

import random
import re
from collections.abc import Generator, Iterator
from enum import Enum
from itertools import accumulate
from typing import Any, Final

from data_inclusion.schema.v1 import ModeMobilisation, Public, ReseauPorteur, Thematique, TypeService

from parvis.core.geography.models import Commune
from parvis.products.data_inclusion.actions.producers import Mapped, Producer, Raw
from parvis.products.data_inclusion.enums import Kind, SourceKind

SEED: Final = 20_261_122
SOURCES: Final = ("banc-a", "banc-b", "banc-c", "banc-d")
BY_STRUCTURE: Final = 3
# What people type, the most common first.
_TYPED: Final = """
    accompagnement aide alimentaire logement permis conduire français cours emploi formation atelier numérique
    ordinateur démarches administratives santé mobilité garde enfants famille jeunes entretien embauche projet
    professionnel insertion droits juridique budget surendettement violences handicap retraite transport vélo voiture
    réparation garage location solidaire épicerie repas vêtements meubles hébergement urgence caution loyer énergie
    facture illettrisme lecture écriture calcul alphabétisation réfugiés asile séjour culture sport loisirs vacances
    création entreprise microcrédit banque compte assurance mutuelle soins psychologue addictions prévention
    parentalité séparation médiation bénévolat mentorat parrainage orientation diagnostic collectif individuel
    permanence quartier village mairie association centre social maison public accueil écoute
"""
WORDS: Final = _TYPED.split()
_IN_A_NETWORK, _PRECISE = 0.4, 0.3
_LINKS: Final = (
    "pour les personnes qui en ont besoin", "avec un conseiller à votre écoute", "sur rendez-vous ou sans inscription",
    "dans le respect de chacun", "à votre rythme et près de chez vous", "en lien avec les partenaires du territoire",
    "afin de trouver ensemble une solution durable",
)  # fmt: skip
_SHARED: Final = (
    "commune", "code_insee", "code_postal", "adresse", "longitude", "latitude", "telephone", "courriel",
    "horaires_accueil",
)  # fmt: skip
_MODES: Final[list[list[str] | None]] = [["en-presentiel"], ["en-presentiel", "a-distance"], ["a-distance"], None]


class World:
    """The sources of one scale, three services a structure, two thirds of them on site."""

    def __init__(self, structures: int) -> None:
        self.structures = structures
        self.chance = random.Random(SEED)  # noqa: S311  repeatable, nothing secret
        rows = Commune.objects.current().exclude(longitude=None).order_by("code_insee")
        self.communes = list(
            rows.values_list("code_insee", "name", "longitude", "latitude", "departement_id", "epci_id", "population")
        )
        self.people = list(accumulate(row[-1] + 1 for row in self.communes))
        told = {word for values in (Thematique, Public, ReseauPorteur) for word in _told(values)}
        self.vocabulary = [*WORDS, *sorted(told - set(WORDS))]
        # Words as a language has them: the first ones everywhere, the last ones rare.
        self.frequencies = list(accumulate(1 / (rank + 5) for rank in range(len(self.vocabulary))))

    def producers(self) -> Iterator[Producer]:
        """One source for each quarter of the world, to be imported in this order."""
        structures = self.structures // len(SOURCES)
        for slug in SOURCES:
            yield self._producer(slug, structures)

    def _producer(self, slug: str, structures: int) -> Producer:
        return Producer(
            slug=slug, name=f"Banc d'essai ({slug})", description="Inventée.", kind=SourceKind.PRODUCER, revision=1,
            version=lambda: "1", count=lambda: structures * (1 + BY_STRUCTURE),
            read=lambda: self._records(structures),
            identify=lambda raw: str(raw["id"]), translator=lambda: _as_is,
            kind_of=lambda raw: Kind.SERVICE if "structure_id" in raw else Kind.STRUCTURE,
        )  # fmt: skip

    def _records(self, count: int) -> Generator[tuple[int, dict[str, Any]], None, None]:
        yield from enumerate(self._invented(count), start=1)

    def _invented(self, count: int) -> Iterator[dict[str, Any]]:
        places = self.chance.choices(self.communes, cum_weights=self.people, k=count)
        structures = [self._structure(number, place) for number, place in enumerate(places)]
        yield from structures
        for number in range(count * BY_STRUCTURE):
            at = self.chance.randrange(count)
            yield self._service(number, structures[at], places[at])

    def _structure(self, number: int, place: Any) -> dict[str, Any]:
        code, name, longitude, latitude, *_ = place
        chance = self.chance
        kind = chance.choice(("Association", "Centre social", "Maison", "CCAS", "Mission locale"))
        return {
            "id": f"structure-{number:06}",
            "nom": f"{kind} {name}"[:150],
            "date_maj": f"202{chance.choice('56')}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}",
            "description": self._text(300),
            "commune": name, "code_insee": code, "code_postal": "25000",
            "adresse": f"{chance.randrange(1, 200)} rue des Essais",
            "longitude": round(longitude + chance.gauss(0, 0.02), 6),
            "latitude": round(latitude + chance.gauss(0, 0.014), 6),
            "telephone": "+33123456789", "courriel": f"accueil-{number}@exemple.fr",
            "horaires_accueil": "Mo-Fr 09:00-12:00,14:00-17:00",
            "site_web": f"https://www.exemple.fr/structures/{number}",
            "reseaux_porteurs": [chance.choice(list(ReseauPorteur)).value] if chance.random() < _IN_A_NETWORK else None,
        }  # fmt: skip

    def _service(self, number: int, structure: dict[str, Any], place: Any) -> dict[str, Any]:
        chance = self.chance
        themes = chance.sample(list(Thematique), chance.choice((0, 1, 1, 1, 2, 3)))
        publics = chance.sample(list(Public)[1:], chance.choice((0, 1, 2, 3)))
        modes = chance.choices(_MODES, weights=(62, 5, 23, 10))[0]
        return {
            "id": f"service-{number:07}",
            "structure_id": structure["id"],
            "nom": self._text(40)[:150].strip(" ."),
            "description": self._text(chance.choice((150, 500, 800, 1_100))),
            "date_maj": structure["date_maj"],
            "type": chance.choice(list(TypeService)).value,
            "thematiques": [theme.value for theme in themes] or None,
            "publics": [public.value for public in publics] or ["tous-publics"],
            "publics_precisions": self._text(60) if chance.random() < _PRECISE else None,
            "frais": chance.choice(("gratuit", "gratuit", "payant")),
            "modes_accueil": modes,
            "zone_eligibilite": self._zone(place, remote=modes == ["a-distance"]),
            "modes_mobilisation": [chance.choice(list(ModeMobilisation)).value],
            "mobilisable_par": ["usagers", "professionnels"],
            "conditions_acces": self._text(80),
            "contact_nom_prenom": "Camille Exemple",
            "lien_mobilisation": f"https://www.exemple.fr/services/{number}",
            "lien_source": f"https://www.exemple.fr/source/{number}",
            "volume_horaire_hebdomadaire": 3.5, "nombre_semaines": 12,
        } | {name: structure[name] for name in _SHARED}  # fmt: skip

    def _zone(self, place: Any, *, remote: bool) -> list[str] | None:
        """Mostly the whole country for what is remote, mostly around for the rest."""
        code, _, _, _, departement, epci, _ = place
        kinds: list[list[str] | None] = [None, ["france"], ["99100"], [departement], [epci or departement], [code]]
        return self.chance.choices(kinds, weights=(40, 35, 5, 15, 4, 1) if remote else (30, 8, 2, 30, 20, 10))[0]

    def _text(self, length: int) -> str:
        parts: list[str] = []
        size = 0
        while size < length:
            words = " ".join(self.chance.choices(self.vocabulary, cum_weights=self.frequencies, k=5))
            parts.append(f"{words.capitalize()}, {self.chance.choice(_LINKS)}.")
            size += len(parts[-1]) + 1
        return " ".join(parts)[: max(length, 5)]


def _told(values: type[Enum]) -> set[str]:
    """The words of a nomenclature."""
    told = (f"{each.label} {each.description or ''}" for each in values)  # type: ignore[attr-defined]  # theirs
    return set(re.findall("[a-zà-ÿ]{4,}", " ".join(told).lower()))


def _as_is(raw: Raw) -> Mapped:
    return Mapped(None, services=[dict(raw)]) if "structure_id" in raw else Mapped(dict(raw))
