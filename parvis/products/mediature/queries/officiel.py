"""What official data say of an authority, by which somebody who writes from there is recognised."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.models import Commune, Departement, Epci, Mairie, Region
from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Agent, Collectivite, Mandat


def territory_name(niveau: Niveau, code: str) -> str:
    """The official name of a territory; nothing when there is none of this code."""
    found = {
        Niveau.COMMUNE: Commune.objects.filter(code_insee=code, type=CommuneType.COM, active=True),
        Niveau.EPCI: Epci.objects.filter(code=code),
        Niveau.DEPARTEMENT: Departement.objects.filter(code=code),
        Niveau.REGION: Region.objects.filter(code=code),
    }[niveau]
    return str(found.values_list("name", flat=True).first() or "")


def writes_from(niveau: Niveau, code: str, email: str) -> bool:
    """Whether this address is of the domain of the mairie's own, which no other mairie uses.

    A domain that several mairies share is that of a provider: anybody may have an address there. Official data give
    no address of the other levels.
    """
    domain = email.rpartition("@")[2].lower()
    if niveau is not Niveau.COMMUNE or not domain:
        return False
    mairies = Mairie.objects.filter(email__iendswith=f"@{domain}").values_list("commune__code_insee", flat=True)
    return list(mairies[:2]) == [code]


def pages_for_administrators(actor: Actor) -> QuerySet[Collectivite]:
    """Every authority, with the end of the mandate that runs and how many people its office has."""
    running = Mandat.objects.running().filter(collectivite=OuterRef("pk")).order_by("-starts_on")
    people = Agent.objects.current().filter(organisation=OuterRef("organisation")).order_by()
    counted = people.values("organisation").annotate(many=Count("pk")).values("many")
    found: QuerySet[Collectivite] = Collectivite.objects.visible_to(actor).annotate(
        mediateur=Subquery(running.values("mediateur")[:1]),
        mandate_ends=Subquery(running.values("ends_on")[:1]),
        people=Coalesce(Subquery(counted), 0),
    )
    return found
