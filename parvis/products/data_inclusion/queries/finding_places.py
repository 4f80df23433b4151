"""Places for people: all those of a commune and around it, or those that answer a wish."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.kernel.actor import Actor
from parvis.kernel.french.folding import fold
from parvis.products.data_inclusion.models import ServiceEntry, Structure
from parvis.products.data_inclusion.queries.finding import Where, Wish
from parvis.products.data_inclusion.queries.nearby import near_commune


def places_near(actor: Actor, where: Where, wish: Wish) -> QuerySet[Structure]:
    """Structures around, the nearest first: those whose name holds the words, or that offer what is wanted."""
    places = near_commune(actor, where.commune, radius_km=where.radius_km)
    if not wish.names_a_service:
        return places
    offers = ServiceEntry.objects.visible_to(actor).filter(structure=OuterRef("pk"))
    place = where.place()
    offers = offers.filter(place.entitles()) if place else offers
    for condition in wish.conditions().values():
        offers = offers.filter(condition)
    named = Q()
    for word in fold(wish.words).split():
        named &= Q(search_key__contains=word)
    only_words = not (wish.themes or wish.publics or wish.frais)
    return places.filter(Exists(offers) | named if wish.words and only_words else Exists(offers))
