"""The appointments of a case, as words and as what calendars read."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parseaddr
from typing import Final
from uuid import UUID

from django.conf import settings

from parvis.kernel import clock
from parvis.kernel.declarations.notifications import Enclosed, NeverLeavesError
from parvis.kernel.french.typography import moment_in_words
from parvis.kernel.http.addresses import address_of_page
from parvis.products.mediature.enums import Forme, Tenue
from parvis.products.mediature.models import Collectivite, RendezVous, Saisine
from parvis.products.mediature.queries.echanges import reply_address

CALENDAR: Final = "text/calendar"
KIND: Final = "mediature.rendezvous"
NAME: Final = "rendez-vous.ics"
# Of a line of a calendar file, in octets (RFC 5545, 3.1).
LONGEST_LINE: Final = 75
ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def how(rendezvous: RendezVous) -> str:
    """« par téléphone, au 03 80 00 00 00 »."""
    words = Forme(rendezvous.forme).label.lower()
    return f"{words} : {rendezvous.place}" if rendezvous.place else words


def when(rendezvous: RendezVous) -> str:
    """« mardi 3 mars 2026 à 14 h 05 »."""
    return moment_in_words(rendezvous.starts_at)


def first_held(saisine: Saisine) -> date | None:
    """The day of the first appointment that was held: the first meeting, for a mediator to attest."""
    held = RendezVous.objects.filter(saisine=saisine, tenue=Tenue.TENU).order_by("starts_at")
    found = held.values_list("starts_at", flat=True).first()
    return found.astimezone(clock.PARIS).date() if found else None


def enclose(uid: str) -> Enclosed:
    """The appointment as it is when the mail leaves."""
    found = RendezVous.objects.filter(uid=UUID(uid)).select_related("saisine").first()
    if found is None:
        raise NeverLeavesError
    office = Collectivite.objects.get(organisation=found.saisine.organisation_id)
    return Enclosed(NAME, CALENDAR, calendar_of(found, office))


def calendar_of(rendezvous: RendezVous, office: Collectivite) -> bytes:
    """An iCalendar file (RFC 5545): read again after a change, it replaces the former by its number of revision."""
    saisine, cancelled = rendezvous.saisine, rendezvous.tenue == Tenue.ANNULE
    organiser = reply_address(saisine, office) or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    told = [f"Saisine {saisine.number}, {how(rendezvous)}", *rendezvous.names]
    return _folded(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Parvis//Mediature//FR",
            f"METHOD:{'CANCEL' if cancelled else 'PUBLISH'}",
            "BEGIN:VEVENT",
            f"UID:{rendezvous.uid}",
            f"SEQUENCE:{rendezvous.revision}",
            f"DTSTAMP:{_instant(clock.now())}",
            f"DTSTART:{_instant(rendezvous.starts_at)}",
            f"DTEND:{_instant(rendezvous.ends_at)}",
            f"SUMMARY:{_text(f'Rendez-vous avec le médiateur ({office.name})')}",
            f"LOCATION:{_text(rendezvous.place or Forme(rendezvous.forme).label)}",
            f"DESCRIPTION:{_text(chr(10).join(told))}",
            f"URL:{address_of_page('mediature:find')}",
            f"ORGANIZER:mailto:{organiser}",
            f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    return words.translate(ESCAPED)


def _folded(lines: Iterable[str]) -> bytes:
    """Lines of at most 75 octets, none cut within a letter."""
    folded = bytearray()
    for line in lines:
        room = LONGEST_LINE
        for letter in line:
            octets = letter.encode()
            if len(octets) > room:
                folded += b"\r\n "
                room = LONGEST_LINE - 1
            folded += octets
            room -= len(octets)
        folded += b"\r\n"
    return bytes(folded)
