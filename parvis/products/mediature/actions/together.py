"""Who withdrew from a case, and what it is tied to, while it is one with another and once they part again."""

from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from parvis.kernel.actor import Actor
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.actions.taches import free_tasks
from parvis.products.mediature.enums import Fait
from parvis.products.mediature.models import Deport, Lien, Requerant, Saisine

FREED: Final = "Dossier rendu au bureau : son médiateur s’est retiré d’un dossier dont une part est ici"


def share_withdrawals(kept: Saisine, joined: Saisine, person: Requerant) -> list[int]:
    """Whoever withdrew from one of two cases that become one stays away from both; what is to be taken back."""
    made = _withdraw(Deport.objects.filter(saisine=joined), kept, kept.requerant_id)
    return made + _withdraw(Deport.objects.filter(saisine=kept).exclude(pk__in=made), joined, person.pk)


def part_withdrawals(kept: Saisine, joined: Saisine, made: list[int], since: datetime) -> None:
    """Each case is closed to who withdrew from it, and to whoever did ``since``, when it was both."""
    Deport.objects.filter(pk__in=made).delete()
    _withdraw(Deport.objects.filter(saisine=kept, at__gt=since), joined, joined.requerant_id)


def _withdraw(withdrawn: QuerySet[Deport], case: Saisine, person: int) -> list[int]:
    already = set(Deport.objects.filter(saisine=case).values_list("user", flat=True))
    return [
        Deport.objects.create(
            organisation_id=case.organisation_id,
            saisine=case,
            requerant_id=person,
            user_id=each.user_id,
            reason=each.reason,
            at=each.at,
        ).pk
        for each in withdrawn
        if each.user_id not in already
    ]


def free_of_withdrawn(by: Actor, case: Saisine) -> bool:
    """Take from whoever withdrew the case and what they had to do in it; whether it waits for a mediator now."""
    withdrawn = set(Deport.objects.filter(saisine=case).values_list("user", flat=True))
    for user in withdrawn:
        free_tasks(organisation=case.organisation_id, user=user, saisine=case)
    if case.mediateur_id not in withdrawn:
        return False
    case.mediateur = None
    tell(by=by, saisine=case, fait=Fait.LIBERATION, words=FREED)
    return True


def share_ties(kept: Saisine, joined: Saisine) -> list[int]:
    """What the joined case was tied to is tied to the one that holds it; what was made, to be taken back."""
    return [
        tie.pk
        for each in Lien.objects.filter(Q(one=joined) | Q(other=joined)).exclude(Q(one=kept) | Q(other=kept))
        for tie, made in [_tie(kept.pk, each.one_id if each.other_id == joined.pk else each.other_id, each)]
        if made
    ]


def _tie(kept: int, end: int, like: Lien) -> tuple[Lien, bool]:
    one, other = sorted((kept, end))
    return Lien.objects.get_or_create(one_id=one, other_id=other, defaults={"by_id": like.by_id, "at": like.at})
