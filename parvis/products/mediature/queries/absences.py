"""Who stands in for whom, and who stays away from a case."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.core.accounts.models import User
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.enums import DECIDE, Fonction
from parvis.products.mediature.models import Absence, Agent, Saisine
from parvis.products.mediature.models.retraits import Deport


def standing_in(of: Saisine | int, user: int) -> User | None:
    """Who stands in today for somebody of an office, or in one of its cases; nobody when they may not have it.

    Of a substitute who is away too, theirs is not looked for.
    """
    organisation = of.organisation_id if isinstance(of, Saisine) else of
    fit = _deciding().filter(organisation=organisation).values("user")
    found = _today().filter(organisation=organisation, user=user, substitute__in=fit)
    if isinstance(of, Saisine):
        found = found.exclude(substitute__in=Deport.objects.filter(saisine=of).values("user"))
    away = found.select_related("substitute").first()
    return away.substitute if away else None


def stands_in(actor: Actor, *, user: str, organisation: str) -> Exists:
    """Whether ``actor`` stands in today for the ``user`` of a row, in the office that its ``organisation`` names."""
    fit = _deciding().filter(user=OuterRef("substitute"), organisation=OuterRef("organisation"))
    absences = _today().filter(Exists(fit), substitute=int(actor.identifier))
    return Exists(absences.filter(user=OuterRef(user), organisation=OuterRef(organisation)))


def _today() -> QuerySet[Absence]:
    today = clock.today()
    return Absence.objects.filter(starts_on__lte=today, ends_on__gte=today)


def _deciding() -> QuerySet[Agent]:
    return Agent.objects.current().filter(fonction__in=DECIDE, user__isnull=False)


def handlers_of(saisine: Saisine) -> QuerySet[User]:
    """Who is told of what happens in a case: who has it, else the main mediator, who attributes; or who stands in.

    An office without main mediator tells all its mediators. Whoever withdrew from the case is told nothing of it.
    """
    organisation = saisine.organisation_id
    deciding = _deciding().filter(organisation=organisation)
    lead = deciding.filter(fonction=Fonction.PRINCIPAL)
    people = [saisine.mediateur_id] if saisine.mediateur_id else [*(lead or deciding).values_list("user", flat=True)]
    told = [instead.pk if (instead := standing_in(saisine, pk)) else pk for pk in people]
    away = Deport.objects.filter(saisine=saisine).values("user")
    return User.objects.filter(pk__in=told, is_active=True).exclude(pk__in=away).exclude(email="").order_by("pk")


def guardians_of(saisine: Saisine) -> QuerySet[User]:
    """Who is told that somebody else reads a case: who handles it and who leads its office, else its other mediators.

    Nobody who withdrew from it.
    """
    deciding = _deciding().filter(organisation=saisine.organisation_id)
    away = Deport.objects.filter(saisine=saisine).values("user")
    there = User.objects.filter(is_active=True).exclude(pk__in=away).exclude(email="").order_by("pk")
    lead = deciding.filter(fonction=Fonction.PRINCIPAL).values("user")
    first = there.filter(Q(pk__in=handlers_of(saisine).values("pk")) | Q(pk__in=lead))
    return first if first.exists() else there.filter(pk__in=deciding.values("user"))


def stays_away(saisine: Saisine, user: int) -> bool:
    """Whether somebody withdrew from this case."""
    return Deport.objects.filter(saisine=saisine, user=user).exists()
