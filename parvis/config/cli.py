"""The ``parvis`` command: Django's management commands, with this project's settings and clear failures."""

import errno
import gc
import os
import sys

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError
from pydantic import ValidationError


def main() -> None:
    """Run a management command; what an operator can mend is told in one French line, not as a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    # Loading makes a million objects that stay: by default the collector would read them dozens of times.
    gc.set_threshold(50_000, 20, 50)
    try:
        execute_from_command_line(_typed(sys.argv))
    except (
        ImproperlyConfigured,
        ValueError,
        ValidationError,
        OperationalError,
        psycopg.OperationalError,
        OSError,
    ) as error:
        advice = advice_for(error)
        if advice is None:
            raise
        sys.exit(f"Parvis ne peut pas continuer : {advice}")
    except KeyboardInterrupt:
        sys.exit("Interrompu. La même commande reprendra là où elle s'est arrêtée.")


def _typed(words: list[str]) -> list[str]:
    """A command is typed with hyphens, where Python names its module with underscores."""
    return [words[0], *(word if word.startswith("-") else word.replace("-", "_") for word in words[1:2]), *words[2:]]


def advice_for(error: BaseException) -> str | None:
    """What to do about a failure that the operator can mend, or ``None`` for a defect of ours."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "le disque est plein. Libérez de la place, puis relancez la même commande : rien n'est perdu."
    if isinstance(error, PermissionError):
        return (
            f"le fichier {error.filename} n'est pas accessible en écriture. Donnez-en le droit, ou changez PARVIS_DATA."
        )
    if isinstance(error, OperationalError | psycopg.OperationalError):
        return (
            "la base de données ne répond pas. Vérifiez DATABASE_URL et que PostgreSQL est démarré.\n"
            f"Détail : {str(error).strip()}"
        )
    if isinstance(error, ValidationError):
        refused = ", ".join(f"{line['loc'][0]} (« {line['input']} »)" for line in error.errors())
        return f"valeur refusée pour {refused}. Les valeurs admises sont dans docs/reference/environment.md."
    if isinstance(error, ImproperlyConfigured) or "DATABASE_URL" in str(error):
        return str(error)
    return None


if __name__ == "__main__":
    main()
