"""What is handed over: an archive that a person reads and a program too."""

import io
import json
import zipfile
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from parvis.core.privacy.queries.rights.consultations import (
    Consultation,
    Readings,
    by_purposes,
    consultations,
    recipients_served,
)
from parvis.core.privacy.queries.rights.following import own_actors
from parvis.core.privacy.queries.rights.held import Held, held
from parvis.core.privacy.queries.rights.people import Person
from parvis.core.privacy.queries.rights.terms import Terms, terms_of
from parvis.kernel import clock
from parvis.kernel.declarations.privacy import category_named

SCHEMA = 1
REQUESTS = "plateforme.droits."
# How many rows of a table, and readings, a page shows; what is handed over is whole.
ON_A_PAGE = 100


@dataclass(frozen=True)
class Access:
    """Everything that a person is told: what is held, why, from whom, for whom, until when, and who read it."""

    held: list[Held]
    terms: dict[str, Terms]
    consultations: list[Consultation]
    served: list[str]
    drawn_on: date

    @property
    def readings(self) -> list[Readings]:
        """The consultations, each set of purposes said once."""
        return by_purposes(self.consultations)


def is_held(person: Person, categories: frozenset[str]) -> bool:
    """Whether anything of these categories is held about ``person``, but for the requests that they make of us."""
    return bool(held(person, frozenset(key for key in categories if not key.startswith(REQUESTS)), limit=1))


def access_of(person: Person, categories: frozenset[str] | None = None, *, limit: int | None = None) -> Access:
    """All that is held about ``person``, of these categories only when they are given.

    A page is shown the first rows of each table (``limit``); what is handed over is whole.
    """
    found = held(person, categories, limit=limit)
    keys = sorted({key for each in found for row in each.rows for key in row.categories})
    names = [person.key] if person.key else []
    names += [f"{row.table}:{row.pk}" for each in found for row in each.rows]
    read = consultations(names, own_actors(person), limit)
    return Access(found, {key: terms_of(key) for key in keys}, read, recipients_served(read), clock.today())


def archive_of(access: Access, *, name: str, service: str, number: str) -> bytes:
    """A ZIP with the same facts twice: ``vos-donnees.html`` to be read, ``vos-donnees.json`` for a program."""
    context = {"access": access, "name": name, "service": service, "number": number}
    page = render_to_string("privacy/rights/archive.html", context)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "vos-donnees.html", page.encode())
        _add(archive, "vos-donnees.json", as_json(access, service=service, number=number))
    return output.getvalue()


def as_json(access: Access, *, service: str, number: str) -> bytes:
    """The facts for a program."""
    return _dumped(
        {
            "schema": SCHEMA,
            "demande": number,
            "service": service,
            "etabli_le": access.drawn_on,
            "donnees": [_told(each) for each in access.held],
            "registre": [asdict(terms) for terms in access.terms.values()],
            "destinataires_servis": access.served,
            "consultations": [asdict(each) for each in access.consultations],
        }
    )


def portable_of(person: Person, categories: frozenset[str], *, service: str, number: str) -> bytes:
    """What the person provided, and nothing that others wrote of them: article 20."""
    provided = frozenset(key for key in categories if not category_named(key)[2].source)
    found = [_told(each) for each in held(person, provided)] if provided else []
    return _dumped(
        {"schema": SCHEMA, "demande": number, "service": service, "etabli_le": clock.today(), "donnees": found}
    )


def _told(each: Held) -> dict[str, Any]:
    return {
        "table": each.table,
        "quoi": each.label,
        "lignes": [
            {
                "conservee_jusqu_au": row.until,
                "source": row.source,
                "valeurs": {
                    value.column: {"non_communique": value.why_not} if value.why_not else value.shown
                    for value in row.values
                },
            }
            for row in each.rows
        ],
    }


def _dumped(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """With the day of the clock and no other metadata: the same facts give the same archive."""
    day = clock.today()
    info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
