"""What running the platform needs of accounts: the people of the demonstration."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt

from parvis.core.accounts.actions.administrators import create_administrator
from parvis.core.accounts.actions.demonstration import load_consultations
from parvis.core.accounts.actions.demonstration_accounts import demonstration_account
from parvis.core.accounts.models import User
from parvis.kernel.declarations.loads import (
    Advance,
    Load,
    SignIn,
    loads,
    sign_ins,
)
from parvis.kernel.scope import current_actor

ADMINISTRATOR = "aurelie.marchand@parvis.example"
# Known to all, like the password: the demonstration must open without a phone.
DEMONSTRATION_SECRET = "PARVISDEMONSTRATIONPARVISDEMONST"  # noqa: S105  printed on the demonstration's screen

PEOPLE = (
    ("Aurélie", "Marchand", ADMINISTRATOR),
    ("Karim", "Belkacem", "karim.belkacem@parvis.example"),
    ("Maëlys", "Le Goff", "maelys.legoff@parvis.example"),
    ("Jean-Baptiste", "Nguyen", "jean-baptiste.nguyen@parvis.example"),
    ("Fatoumata", "Diallo", "fatoumata.diallo@parvis.example"),
)


def load_people(advance: Advance) -> None:
    """Create the accounts that are missing; leave the others as their visitors made them."""
    for done, (first_name, last_name, email) in enumerate(PEOPLE, start=1):
        if not User.objects.filter(email=email).exists():
            user = demonstration_account(first_name, last_name, email)
            if email == ADMINISTRATOR:
                Authenticator.objects.create(
                    user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(DEMONSTRATION_SECRET)}
                )
                create_administrator(by=current_actor(), email=email)
        advance(done, len(PEOPLE))


def _consultations(advance: Advance) -> None:
    load_consultations(current_actor(), tuple(email for *_, email in PEOPLE[2:]), advance)


loads.register(Load("accounts.consultations", "Journal de démonstration", _consultations, order=55, demonstration=True))
loads.register(Load("accounts.people", "Comptes de démonstration", load_people, order=50, demonstration=True))
sign_ins.register(
    SignIn(
        "accounts.administrator",
        "Administratrice de la plateforme",
        ADMINISTRATOR,
        note=f"code : parvis demo-code {ADMINISTRATOR}",
    )
)
sign_ins.register(SignIn("accounts.person", "Personne sans rattachement", "karim.belkacem@parvis.example"))
