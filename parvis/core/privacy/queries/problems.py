"""What a check of the register finds."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is not as declared. ``code`` is ``E001``… or, for a warning, ``W008``."""

    code: str
    message: str
    hint: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the platform may start with it."""
        return self.code.startswith("W")
