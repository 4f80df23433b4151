"""Who stands in for whom, and who stays away from a case."""

from parvis.core.accounts.models import User
from parvis.kernel import clock
from parvis.products.mediature.models import Absence, Saisine
from parvis.products.mediature.models.retraits import Deport


def standing_in(organisation: int, user: int) -> User | None:
    """Who stands in today for somebody of the office; of a substitute who is away too, theirs is not looked for."""
    today = clock.today()
    found = Absence.objects.filter(organisation=organisation, user=user, starts_on__lte=today, ends_on__gte=today)
    away = found.select_related("substitute").first()
    return away.substitute if away else None


def stays_away(saisine: Saisine, user: int) -> bool:
    """Whether somebody withdrew from this case."""
    return Deport.objects.filter(saisine=saisine, user=user).exists()
