"""Which mediators are competent for a place."""

from dataclasses import dataclass

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.models import Commune
from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Collectivite, Mandat

ORDER = (Niveau.COMMUNE, Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION)
HANDLES = {
    Niveau.COMMUNE: "État civil, urbanisme, voirie, écoles, stationnement, propreté, logement communal",
    Niveau.EPCI: "Eau, déchets, transports, habitat, voirie d’intérêt communautaire",
    Niveau.DEPARTEMENT: "RSA, aide sociale, handicap, enfance, collèges, routes départementales",
    Niveau.REGION: "Lycées, trains régionaux, formation professionnelle, aides aux entreprises",
}


# What people call each level.
CALLED = {
    Niveau.COMMUNE: "commune",
    Niveau.EPCI: "intercommunalité",
    Niveau.DEPARTEMENT: "département",
    Niveau.REGION: "région",
}


@dataclass(frozen=True)
class Competent:
    """A level of the territory of a commune: its name, and its mediator if it has one here."""

    niveau: Niveau
    code: str
    territory: str
    handles: str
    collectivite: Collectivite | None
    mandat: Mandat | None

    @property
    def called(self) -> str:
        """What people call this level."""
        return CALLED[self.niveau]

    @property
    def takes(self) -> bool:
        """Whether a saisine may be filed today."""
        return self.mandat is not None


def competent_for(actor: Actor, code_insee: str) -> list[Competent]:
    """For a commune or an arrondissement, each level that governs it, nearest first; nothing for an unknown code."""
    commune = _commune(code_insee)
    if commune is None:
        return []
    region = commune.departement.region
    territories = {
        Niveau.COMMUNE: (commune.code_insee, commune.name),
        Niveau.EPCI: (commune.epci.code, commune.epci.name) if commune.epci else None,
        Niveau.DEPARTEMENT: (commune.departement.code, commune.departement.name),
        Niveau.REGION: (region.code, region.name) if region else None,
    }
    codes = [each[0] for each in territories.values() if each]
    opened = Collectivite.objects.visible_to(actor).filter(opened_on__isnull=False, code__in=codes)
    known = {(each.niveau, each.code): each for each in opened}
    # Where two run, the one that began last: written over the others.
    running = Mandat.objects.running().filter(collectivite__in=known.values()).order_by("starts_on", "-pk")
    mandates = {each.collectivite_id: each for each in running}
    found = []
    for niveau in ORDER:
        territory = territories[niveau]
        if territory is not None:
            code, name = territory
            there = known.get((niveau, code))
            found.append(
                Competent(
                    niveau, code, name, HANDLES[niveau], there, mandates.get(there.pk) if there is not None else None
                )
            )
    return found


def _commune(code_insee: str) -> Commune | None:
    """The whole commune of a code: for an arrondissement, the one it is part of."""
    found = (
        Commune.objects.filter(code_insee=code_insee, active=True, type__in=[CommuneType.COM, CommuneType.ARM])
        .select_related("departement__region", "epci", "parent__departement__region", "parent__epci")
        .first()
    )
    return found.parent if found is not None and found.parent is not None else found
