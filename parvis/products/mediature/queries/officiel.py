"""What official data say of an authority, by which somebody who writes from there is recognised."""

from urllib.parse import urlsplit

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from parvis.core.geography.enums import CommuneType, Niveau
from parvis.core.geography.models import Commune, Departement, Epci, Mairie, Region
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import Fonction
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
    """Whether this address is the one that the mairie publishes, or of the domain of its own.

    A domain is its own when both its address and its site are there, and no other commune has either there: a mairie
    alone at a provider of mail, on a platform or under the site of its EPCI has none. Official data give no address of
    the other levels.
    """
    email = email.strip().lower()
    domain = email.rpartition("@")[2]
    mairie = Mairie.objects.filter(commune__code_insee=code, commune__type=CommuneType.COM).first()
    if niveau is not Niveau.COMMUNE or mairie is None or not domain:
        return False
    published = mairie.email.strip().lower()
    if email == published:
        return True
    if not domain == published.rpartition("@")[2] == _host(mairie.website):
        return False
    others = Mairie.objects.exclude(Q(commune=mairie.commune_id) | Q(commune__parent=mairie.commune_id))
    there = others.filter(Q(email__icontains=f"@{domain}") | Q(website__icontains=domain))
    return not any(
        domain in (other.email.strip().lower().rpartition("@")[2], _host(other.website))
        for other in there.only("email", "website")
    )


def _host(website: str) -> str:
    """« ville.fr », of « https://www.ville.fr/accueil »; nothing of what is no address."""
    try:
        host = urlsplit(website.strip()).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def pages_for_administrators(actor: Actor) -> QuerySet[Collectivite]:
    """Every authority, with the mandate that runs, whether somebody leads its office and how many people it has."""
    running = Mandat.objects.running().filter(collectivite=OuterRef("pk")).order_by("-starts_on")
    people = Agent.objects.current().filter(organisation=OuterRef("organisation")).order_by()
    counted = people.values("organisation").annotate(many=Count("pk")).values("many")
    found: QuerySet[Collectivite] = Collectivite.objects.visible_to(actor).annotate(
        mediateur=Subquery(running.values("mediateur")[:1]),
        mandate_ends=Subquery(running.values("ends_on")[:1]),
        led=Exists(people.filter(fonction=Fonction.PRINCIPAL)),
        people=Coalesce(Subquery(counted), 0),
    )
    return found


def page_nobody_leads(actor: Actor, slug: str) -> Collectivite | None:
    """The authority at this address, when its office has no main mediator."""
    led = Agent.objects.current().filter(fonction=Fonction.PRINCIPAL).values("organisation")
    return Collectivite.objects.visible_to(actor).filter(slug=slug).exclude(organisation__in=led).first()
