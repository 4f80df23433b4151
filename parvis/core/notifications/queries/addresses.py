"""Whether an address may be written to."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def is_address(text: str) -> bool:
    """Whether a mail may leave for it: what comes in may name a sender to whom nobody can answer."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
