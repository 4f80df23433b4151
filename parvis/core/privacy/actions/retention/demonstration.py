"""Some nights of an invented past, so that the pages of retention have something to show."""

from datetime import datetime, time, timedelta

from parvis.core.accounts.models import User
from parvis.core.accounts.queries.actors import actor_for_user
from parvis.core.organisations.enums import Role
from parvis.core.organisations.models import Membership
from parvis.core.privacy.actions.retention.holding import approve_hold, ask_hold
from parvis.core.privacy.actions.retention.night import run_night
from parvis.core.privacy.models import Hold, Night
from parvis.kernel import clock
from parvis.kernel.actor import Actor, system
from parvis.kernel.clock import PARIS

NIGHTS = 4
CATEGORY = "plateforme.comptes.identite"
# People who have not come back for a year, one of whom takes part in a dispute.
PEOPLE = (
    ("Solange", "Vautrin", 0, False),
    ("Idriss", "Belkacem", 0, False),
    ("Yvonne", "Le Dantec", 1, False),
    ("Paolo", "Ferrero", 2, True),
    ("Marguerite", "Zidane", 3, False),
)


def play_nights(*, by: Actor) -> int:
    """Make the people, a hold decided by two, and run the last nights; once."""
    if Night.objects.exists():
        return 0
    today = clock.today()
    first = today - timedelta(days=NIGHTS - 1)
    for first_name, last_name, rank, disputed in PEOPLE:
        day = (first + timedelta(days=rank)).replace(day=min((first + timedelta(days=rank)).day, 28))
        last = datetime.combine(day.replace(year=day.year - 1), time(15), PARIS)
        address = f"{first_name}.{last_name.replace(' ', '')}@parvis.example".lower()
        user, _ = User.objects.get_or_create(
            email=address,
            defaults={"first_name": first_name, "last_name": last_name, "last_login": last, "date_joined": last},
        )
        if disputed:
            _hold(user)
    for rank in range(NIGHTS):
        day = first + timedelta(days=rank)
        with clock.frozen(datetime.combine(day, time(2, 30), PARIS)):
            run_night(by=by, today=day)
    return NIGHTS


def _hold(user: User) -> None:
    if Hold.objects.exists():
        return
    officer = Membership.objects.filter(role=Role.DPO).select_related("user").order_by("pk").first()
    administrator = User.objects.filter(is_platform_administrator=True).first()
    asked = ask_hold(
        by=actor_for_user(officer.user, roles=((officer.organisation_id, Role.DPO),))
        if officer
        else system("demonstration.dpo"),
        person=f"accounts.User:{user.pk}",
        category=CATEGORY,
        reason="recours devant le tribunal administratif",
        ground="article 17-3 e) du RGPD : défense de droits en justice",
        until=clock.today() + timedelta(days=180),
    )
    approve_hold(by=actor_for_user(administrator) if administrator else system("demonstration.direction"), hold=asked)
