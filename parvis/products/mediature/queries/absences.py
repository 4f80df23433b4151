"""Who stands in for whom, and who stays away from a case."""

from django.db.models import Q, QuerySet

from parvis.core.accounts.models import User
from parvis.kernel import clock
from parvis.products.mediature.enums import DECIDE, Fonction
from parvis.products.mediature.models import Absence, Agent, Saisine
from parvis.products.mediature.models.retraits import Deport


def standing_in(organisation: int, user: int) -> User | None:
    """Who stands in today for somebody of the office; of a substitute who is away too, theirs is not looked for."""
    today = clock.today()
    found = Absence.objects.filter(organisation=organisation, user=user, starts_on__lte=today, ends_on__gte=today)
    away = found.select_related("substitute").first()
    return away.substitute if away else None


def handlers_of(saisine: Saisine) -> QuerySet[User]:
    """Who is told of what happens in a case: who has it, else the main mediator, who attributes; or who stands in.

    An office without main mediator tells all its mediators. Whoever withdrew from the case is told nothing of it.
    """
    organisation = saisine.organisation_id
    deciding = Agent.objects.current().filter(organisation=organisation, fonction__in=DECIDE, user__isnull=False)
    lead = deciding.filter(fonction=Fonction.PRINCIPAL)
    people = [saisine.mediateur_id] if saisine.mediateur_id else [*(lead or deciding).values_list("user", flat=True)]
    told = [instead.pk if (instead := standing_in(organisation, pk)) else pk for pk in people]
    away = Deport.objects.filter(saisine=saisine).values("user")
    return User.objects.filter(pk__in=told, is_active=True).exclude(pk__in=away).exclude(email="").order_by("pk")


def guardians_of(saisine: Saisine) -> QuerySet[User]:
    """Who is told that somebody else reads a case: who handles it and who leads its office, else its other mediators.

    Nobody who withdrew from it.
    """
    deciding = Agent.objects.current().filter(organisation=saisine.organisation_id, fonction__in=DECIDE)
    away = Deport.objects.filter(saisine=saisine).values("user")
    there = User.objects.filter(is_active=True).exclude(pk__in=away).exclude(email="").order_by("pk")
    lead = deciding.filter(fonction=Fonction.PRINCIPAL).values("user")
    first = there.filter(Q(pk__in=handlers_of(saisine).values("pk")) | Q(pk__in=lead))
    return first if first.exists() else there.filter(pk__in=deciding.values("user"))


def stays_away(saisine: Saisine, user: int) -> bool:
    """Whether somebody withdrew from this case."""
    return Deport.objects.filter(saisine=saisine, user=user).exists()
