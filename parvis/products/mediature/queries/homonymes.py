"""Who may be the same person under another number, and which cases are read together."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from rapidfuzz import fuzz

from parvis.kernel.actor import Actor
from parvis.kernel.french.folding import fold
from parvis.products.mediature.models import Lien, Requerant, Saisine

# Enough for a family; a name that hundreds bear tells nothing.
MOST: Final = 20
SAME_NAME: Final = 92
SAME_STREET: Final = 85


@dataclass(frozen=True)
class Semblable:
    """A case that may be of the same person, and what makes one think so."""

    saisine: Saisine
    why: str


def alike(actor: Actor, saisine: Saisine) -> list[Semblable]:
    """The other cases of the office whose person may be the same, the likeliest first."""
    person = saisine.requerant
    same = Q(last_name__in={person.last_name, person.last_name.upper(), person.last_name.title()})
    if person.email:
        same |= Q(email__in={person.email, person.email.lower()})
    if person.phone:
        same |= Q(phone=person.phone)
    people = Requerant.objects.visible_to(actor).filter(same, organisation=saisine.organisation_id)
    cases = Saisine.objects.visible_to(actor).filter(requerant__in=people.exclude(pk=person.pk).order_by("-pk")[:MOST])
    found = [(_weight(person, each.requerant), each) for each in cases.select_related("requerant")]
    likely = sorted((each for each in found if each[0][0]), key=lambda each: (-each[0][0], -each[1].pk))
    return [Semblable(case, why) for (_, why), case in likely]


def linked(actor: Actor, saisine: Saisine) -> list[Saisine]:
    """The cases that somebody tied to this one."""
    pairs = Lien.objects.visible_to(actor).filter(Q(one=saisine.pk) | Q(other=saisine.pk))
    ends = [pk for pair in pairs.values_list("one", "other") for pk in pair if pk != saisine.pk]
    return list(Saisine.objects.visible_to(actor).filter(pk__in=ends).select_related("requerant"))


def _weight(one: Requerant, other: Requerant) -> tuple[int, str]:
    if one.email and one.email.lower() == other.email.lower():
        return 4, "même adresse électronique"
    if fuzz.token_sort_ratio(fold(str(one)), fold(str(other))) < SAME_NAME:
        return (3, "même téléphone") if one.phone and one.phone == other.phone else (0, "")
    if one.phone and one.phone == other.phone:
        return 4, "même nom, même téléphone"
    if one.street and other.street and fuzz.token_sort_ratio(fold(one.street), fold(other.street)) >= SAME_STREET:
        return 4, "même nom, même adresse"
    if one.town and fold(one.town) == fold(other.town):
        return 2, "même nom, même ville"
    return 1, "même nom : peut-être un homonyme"
