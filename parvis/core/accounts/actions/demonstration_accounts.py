"""The people of the demonstration: each has an account, as old as those of the others."""

from allauth.account.models import EmailAddress

from parvis.core.accounts.enums import TERMS_VERSION
from parvis.core.accounts.models import User
from parvis.kernel import clock
from parvis.kernel.declarations.loads import DEMONSTRATION_AGE, DEMONSTRATION_PASSWORD


def demonstration_account(first_name: str, last_name: str, email: str) -> User:
    """The account of this address, made here when nobody made it yet; left as its visitors made it otherwise."""
    user = User.objects.filter(email=email).first()
    if user is None:
        joined = clock.now() - DEMONSTRATION_AGE
        user = User.objects.create_user(
            email,
            DEMONSTRATION_PASSWORD,
            first_name=first_name,
            last_name=last_name,
            date_joined=joined,
            terms_version=TERMS_VERSION,
            terms_accepted_on=joined,
        )
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user
