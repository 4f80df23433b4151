"""Small worlds in which something could be left behind, or come back."""

from datetime import UTC, date, datetime

from django.db import connection

from parvis.core.accounts.models import User
from parvis.core.privacy.actions.retention.erasing import erase_person
from parvis.core.privacy.actions.retention.night import run_night
from parvis.core.privacy.actions.retention.replaying import replay
from parvis.kernel import clock
from parvis.kernel.actor import system

BY = system("tests")
CANARY = "canarivallon"
OLD = datetime(2026, 3, 1, 12, tzinfo=UTC)


def left_behind() -> list[str]:
    """Columns of an account that still say something after its identity was emptied, its address apart."""
    user = User.objects.create(email="a@exemple.fr", first_name=CANARY, last_name=CANARY, date_joined=clock.now())
    erase_person(
        by=BY,
        person=f"accounts.User:{user.pk}",
        categories=frozenset({"plateforme.comptes.identite"}),
        ground="demande:1",
    )
    kept = User.objects.get(pk=user.pk)
    return [name for name in ("first_name", "last_name") if CANARY in getattr(kept, name)]


def came_back(replaying=replay) -> list[int]:
    """Accounts erased after a backup, and seen again once it is restored."""
    users = User.objects.bulk_create(
        User(email=f"retour{rank}@exemple.fr", last_login=OLD, date_joined=OLD) for rank in range(3)
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE backup ON COMMIT DROP AS SELECT * FROM accounts_user")
        taken = clock.now()
        run_night(by=BY, today=date(2027, 3, 1))
        assert not User.objects.filter(pk__in=[user.pk for user in users]).exists()
        cursor.execute("INSERT INTO accounts_user SELECT * FROM backup WHERE id NOT IN (SELECT id FROM accounts_user)")
        cursor.execute("DROP TABLE backup")
    replaying(by=BY, since=taken)
    return list(User.objects.filter(pk__in=[user.pk for user in users]).values_list("pk", flat=True))
