"""What others may ask of the register."""

from django.core.exceptions import ImproperlyConfigured

from parvis.core.privacy.queries.catalogue import migrated, relations, undeclared
from parvis.kernel.declarations.privacy import tables


def refuse_undeclared() -> None:
    """Raise ``ImproperlyConfigured`` when the real database holds something that the register does not know."""
    if not migrated():
        raise ImproperlyConfigured("La base n’est pas à jour : lancez « parvis migrate ».")
    found = [problem.message for problem in undeclared(tables, relations())]
    if found:
        raise ImproperlyConfigured("Des données ne sont pas déclarées au registre :\n- " + "\n- ".join(found))
