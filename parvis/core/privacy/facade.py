"""What others may ask of the register."""

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from parvis.core.privacy.queries.catalogue import migrated, relations, undeclared
from parvis.kernel.declarations.privacy import tables


def refuse_undeclared() -> None:
    """Raise ``ImproperlyConfigured`` when the real database holds something that the register does not know.

    A database that does not answer is left to whoever needs it: they tell people what happens.
    """
    try:
        if not migrated():
            raise ImproperlyConfigured("La base n’est pas à jour : lancez « parvis migrate ».")
        found = [problem.message for problem in undeclared(tables, relations())]
    except OperationalError:
        return
    if found:
        raise ImproperlyConfigured("Des données ne sont pas déclarées au registre :\n- " + "\n- ".join(found))
