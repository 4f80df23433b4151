"""The recommendations of an office: found, and with what became of them last."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Cas, Recommandation, Suivi


def recommandations(actor: Actor, offices: Iterable[int], wish: Mapping[str, Any]) -> QuerySet[Recommandation]:
    """Those of these offices that ``wish`` asks for, the last sent first; ``last`` is what became of each last."""
    last = Suivi.objects.filter(recommandation=OuterRef("pk")).order_by("-year").values("suite")[:1]
    found = (
        Recommandation.objects.visible_to(actor)
        .filter(organisation__in=list(offices))
        .annotate(last=Subquery(last))
        .prefetch_related("suivis")
    )
    if wish.get("annee"):
        found = found.filter(sent_on__year=wish["annee"])
    if wish.get("reponse"):
        found = found.filter(reponse=wish["reponse"])
    if wish.get("suite"):
        found = found.filter(last=wish["suite"])
    for word in str(wish.get("mots") or "").split():
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(service__icontains=word))
    return found


def cases_of(recommandation: Recommandation) -> list[Cas]:
    """The cases that led to it, as far as whoever looks sees them."""
    return list(Cas.objects.filter(recommandation=recommandation).select_related("saisine").order_by("pk"))


def years_of(actor: Actor, offices: Iterable[int]) -> list[int]:
    """The years in which these offices sent recommendations, the last first."""
    found = Recommandation.objects.visible_to(actor).filter(organisation__in=list(offices))
    return [day.year for day in found.dates("sent_on", "year", order="DESC")]
