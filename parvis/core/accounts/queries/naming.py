"""What to call an account or a token whose key is all that is left of it elsewhere."""

from collections.abc import Iterable, Mapping

from parvis.core.accounts.models import ApiToken, User


def user_names(identifiers: Iterable[str]) -> Mapping[str, str]:
    """The name of each account that still exists, or its address when it gave none."""
    found = User.objects.filter(pk__in=_numbers(identifiers)).only("first_name", "last_name", "email")
    return {str(user.pk): str(user) for user in found}


def users_found(text: str) -> list[str]:
    """The account whose address is ``text``."""
    return [str(pk) for pk in User.objects.filter(email=text.strip().lower()).values_list("pk", flat=True)]


def token_names(identifiers: Iterable[str]) -> Mapping[str, str]:
    """The name of each API client that still exists."""
    found = ApiToken.objects.filter(pk__in=_numbers(identifiers)).values_list("pk", "name")
    return {str(pk): f"le programme « {name} »" for pk, name in found}


def no_token(text: str) -> list[str]:
    """Nobody: a program is not looked up as a person."""
    return []


def _numbers(identifiers: Iterable[str]) -> list[int]:
    return [int(identifier) for identifier in identifiers if identifier.isdecimal()]
