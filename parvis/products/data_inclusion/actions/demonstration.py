"""The source ``demonstration``: invented structures and services in every large town, so that a search shows something.

All of it is said to be invented, in the name of the source, in each description and on each page.
Telephone numbers are those that the regulator keeps for fiction, addresses on the internet end in
``.example``, but for the people who also ask about their data. SIRETs are of a range that belongs to
nobody. The same seed gives the same world, whatever the day; only its dates move with it.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from datetime import timedelta
from itertools import count
from math import cos, pi, radians, sin, sqrt
from random import Random
from typing import Any, Final

from stdnum import luhn

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.models import Commune, Contour
from parvis.kernel import clock
from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.actions.demonstration_offer import NOTICE, Offer, Trade, stock
from parvis.products.data_inclusion.actions.producers import Mapped, Producer, Raw
from parvis.products.data_inclusion.enums import SourceKind
from parvis.products.data_inclusion.queries.demonstration import REVISION, SEED, SLUG, demonstration_version

TOWN: Final = 30_000
# How many structures in a town of up to so many people; each has two to four services.
SIZES: Final = ((40_000, 4), (80_000, 5), (120_000, 6), (250_000, 8), (600_000, 11), (10_000_000, 22))
KM_PER_DEGREE: Final = 111.2
TRIES: Final = 30
# One service in so many names somebody to whom to write.
NAMED: Final = 40
# How SIRENs begin that belong to nobody; the last hundred are the platform's invented organisations'.
NOBODY: Final = "99999"
BODIES: Final = 900
# Ranges that the regulator of telecommunications keeps for films and books.
FICTION: Final = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649")


def _towns() -> list[Commune]:
    found = Commune.objects.filter(
        type=CommuneType.COM, active=True, population__gte=TOWN, longitude__isnull=False, latitude__isnull=False
    )
    return list(found.order_by("code_insee").prefetch_related("codes_postaux"))


def _count() -> int:
    return sum(_structures_of(town.population) for town in _towns()) + 1


def _structures_of(population: int) -> int:
    return next(count for most, count in SIZES if population <= most)


def _read() -> Generator[tuple[int, Raw], None, None]:
    yield from enumerate(_records(), start=1)


def _records() -> Iterator[Raw]:
    towns, drawn = _towns(), stock()
    territory = _Territory(town.code_insee for town in towns)
    sirets = map(_siret, count())
    draw = Random(SEED)  # noqa: S311  a world, not a secret
    yield _structure(draw, "nationale", drawn.national, "", {"siret": next(sirets)}, share=1.0)
    for town in towns:
        draw = Random(f"{SEED}-{town.code_insee}")  # noqa: S311  the same
        others = draw.sample(drawn.trades[1:], len(drawn.trades) - 1)
        trades = [drawn.trades[0], *others[:3], drawn.trades[0], *others[3:]] * 2
        names = draw.sample(drawn.names, len(drawn.names))
        for rank in range(_structures_of(town.population)):
            place = _place(draw, town, territory) | {"siret": next(sirets)}
            yield _structure(draw, f"{town.code_insee}-{rank + 1}", trades[rank], names[rank], place)


def _siret(rank: int) -> str:
    """The number of the structure of this rank, its keys right: a few bodies have two establishments."""
    body, establishment = rank % BODIES, rank // BODIES + 1
    siren = f"{NOBODY}{body:03}"
    siren += luhn.calc_check_digit(siren)
    number = f"{siren}{establishment:04}"
    return f"{number}{luhn.calc_check_digit(number)}"


def _code_postal(town: Commune, street: str) -> str:
    """One of the town's, drawn apart, which leaves the rest of the world as it is."""
    codes = sorted(each.code for each in town.codes_postaux.all())
    return Random(f"{SEED}-{town.code_insee}-{street}").choice(codes) if codes else ""  # noqa: S311  the same


class _Territory:
    """The boundaries of the towns, so that nothing is invented in the sea."""

    def __init__(self, codes: Iterable[str]) -> None:
        # The geometry library takes half a second to import: only who builds the demonstration pays for it.
        import shapely

        wanted = Contour.objects.filter(niveau=Niveau.COMMUNE, type=CommuneType.COM, code__in=list(codes))
        self._shapely = shapely
        self._boundaries = {
            code: shapely.from_wkb(bytes(simplified)) for code, simplified in wanted.values_list("code", "simplified")
        }

    def holds(self, code: str, longitude: float, latitude: float) -> bool:
        boundary = self._boundaries.get(code)
        return boundary is None or bool(self._shapely.intersects_xy(boundary, longitude, latitude))


def _place(draw: Random, town: Commune, territory: _Territory) -> dict[str, Any]:
    """An address of the town, its point around the centre, farther out in a larger town."""
    middle, height = float(town.longitude or 0), float(town.latitude or 0)
    longitude, latitude = middle, height
    spread = min(4.5, 0.7 + sqrt(town.population) / 250)
    for _ in range(TRIES):
        length, angle = spread * sqrt(draw.random()), 2 * pi * draw.random()
        east = middle + length * cos(angle) / (KM_PER_DEGREE * cos(radians(height)))
        north = height + length * sin(angle) / KM_PER_DEGREE
        if territory.holds(town.code_insee, east, north):
            longitude, latitude = east, north
            break
    street = f"{draw.randint(1, 98)} {draw.choice(stock().streets)}"
    return {
        "commune": town.name,
        "code_postal": _code_postal(town, street),
        "code_insee": town.code_insee,
        "adresse": street,
        "longitude": round(longitude, 5),
        "latitude": round(latitude, 5),
        "departement": town.departement_id,
    }


def _structure(
    draw: Random, identifier: str, trade: Trade, name: str, place: dict[str, Any], *, share: float = 0.8
) -> Raw:
    """One structure with its services; some say less than others, as in life."""
    where = {key: value for key, value in place.items() if key != "departement"}
    title = " ".join(trade.called.format(name).split())
    site = f"https://{trade.slug}.example/{identifier.lower()}"
    hours = draw.choice(trade.hours)
    structure = {
        "nom": title,
        "description": f"{trade.description} {NOTICE}",
        "date_maj": _updated(draw),
        **where,
        "telephone": f"{draw.choice(FICTION)}{draw.randint(0, 9999):04}",
        "courriel": f"{_slug(name)}-{identifier.lower()}@{trade.slug}.example",
        "site_web": site,
        "horaires_accueil": hours,
        "lien_source": f"{site}/fiche",
    }
    offers = trade.offers if share >= 1 else draw.sample(trade.offers, min(len(trade.offers), draw.choice((2, 3, 3))))
    services = [
        _service(draw, f"{identifier}-{rank}", offer, structure, place) for rank, offer in enumerate(offers, start=1)
    ]
    return {"identifiant": identifier, "structure": structure, "services": services}


def _service(
    draw: Random, identifier: str, offer: Offer, structure: dict[str, Any], place: dict[str, Any]
) -> dict[str, Any]:
    located = "commune" in place
    remote = offer.remote or not located
    modes = ["telephoner"] + (["envoyer-un-courriel"] if draw.random() < 0.6 else [])  # noqa: PLR2004  a share
    modes += ["se-presenter"] if located and draw.random() < 0.7 else []  # noqa: PLR2004  a share
    shared = ["commune", "code_postal", "code_insee", "adresse", "longitude", "latitude", "telephone"]
    shared += ["courriel"] if "envoyer-un-courriel" in modes else []
    silent = draw.random()
    service: dict[str, Any] = {
        "id": identifier,
        "nom": offer.nom,
        "description": f"{offer.description} {NOTICE}",
        "date_maj": _updated(draw),
        "lien_source": structure["lien_source"],
        **{key: structure[key] for key in shared if key in structure},
        "type": offer.type,
        "thematiques": offer.thematiques,
        "frais": "payant" if offer.price else "gratuit",
        "frais_precisions": offer.price or None,
        "publics": list(offer.publics),
        "modes_accueil": (["en-presentiel"] if located else []) + (["a-distance"] if remote else []),
        "zone_eligibilite": [place["departement"]] if located else ["france"],
        "modes_mobilisation": modes,
        "mobilisable_par": ["usagers", "professionnels"] if draw.random() < 0.8 else ["usagers"],  # noqa: PLR2004
        "horaires_accueil": structure["horaires_accueil"],
        **dict(offer.extra),
    }
    for share, field in ((0.08, "frais"), (0.16, "publics"), (0.24, "horaires_accueil"), (0.3, "mobilisable_par")):
        if silent < share:
            service[field] = None
            break
    if not service["frais"]:
        service["frais_precisions"] = None
    if draw.random() < 0.25:  # noqa: PLR2004  a share
        service["modes_mobilisation"] = [*modes, "utiliser-lien-mobilisation"]
        service["lien_mobilisation"] = f"{structure['site_web']}/rendez-vous"
    return service | _person(identifier, structure)


def _person(identifier: str, structure: dict[str, Any]) -> dict[str, Any]:
    """Somebody at their own address, for a few services; drawn apart, which leaves the rest of the world as it is."""
    if identifier in stock().people:
        return dict(stock().people[identifier])
    draw = Random(f"{SEED}-{identifier}")  # noqa: S311  the same
    if draw.randrange(NAMED):
        return {}
    mailbox = f"contact-{identifier.lower()}@{structure['courriel'].partition('@')[2]}"
    return {"contact_nom_prenom": draw.choice(stock().contacts), "courriel": mailbox}


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", fold(name)).strip("-")


def _updated(draw: Random) -> str:
    """Most records are of this year, a few have been forgotten."""
    days = int(draw.triangular(2, 240, 30)) if draw.random() < 0.85 else draw.randint(240, 900)  # noqa: PLR2004
    return str(clock.today() - timedelta(days=days))


def _identify(raw: Raw) -> str:
    return str(raw["identifiant"])


def _translate(raw: Raw) -> Mapped:
    return Mapped(dict(raw["structure"]), services=[dict(service) for service in raw["services"]])


DEMONSTRATION: Final = Producer(
    slug=SLUG,
    name="Données de démonstration",
    description="Structures et services inventés pour montrer la plateforme : rien de ce qu'ils décrivent n'existe.",
    kind=SourceKind.DEMONSTRATION,
    revision=REVISION,
    version=demonstration_version,
    count=_count,
    read=_read,
    identify=_identify,
    translator=lambda: _translate,
    contact="corrections@producteur.example",
)
