"""How to reach a place or a service: one telephone, one e-mail, addresses on the web."""

from typing import Final

from parvis.products.data_inclusion.actions.mapping.contact import clean_emails, clean_phone, clean_urls
from parvis.products.data_inclusion.actions.mending.cells import boolean, text
from parvis.products.data_inclusion.actions.mending.record import Mending

NO_NUMBER: Final = "ce n'est pas un numéro attribué, retiré"
NO_EMAIL: Final = "aucune adresse électronique valable, retiré"
NO_URL: Final = "adresse internet illisible, retirée"
LONGEST: Final = 4000
SCHEMES: Final = ("http://", "https://")


def mend_contacts(mending: Mending) -> None:
    """Telephone, read with the numbering of the place, then e-mail."""
    if boolean(mending.take("contact_public")) is False:
        for name in ("telephone", "courriel", "contact_nom_prenom"):
            if mending.take(name) is not None:
                mending.corrected(name, "le producteur ne le rend pas public, retiré")
    place = str(mending.values.get("code_insee") or mending.values.get("code_postal") or "")
    if given := text(mending.take("telephone"))[:LONGEST]:
        phone, what = clean_phone(given, place)
        mending.put("telephone", phone)
        if what or not phone:
            mending.corrected("telephone", what if phone else NO_NUMBER)
    if given := text(mending.take("courriel"))[:LONGEST]:
        emails, what = clean_emails(given)
        mending.put("courriel", emails[0] if emails else None)
        if len(emails) > 1:
            what = "plusieurs adresses, la première est gardée"
        if what or not emails:
            mending.corrected("courriel", what if emails else NO_EMAIL)


def mend_url(mending: Mending, name: str) -> None:
    """The first address of a cell, with its scheme."""
    given = text(mending.take(name))[:LONGEST]
    if not given:
        return
    urls, what = clean_urls(given)
    if not urls:
        mending.corrected(name, NO_URL)
        return
    mending.put(name, urls[0])
    if len(urls) > 1:
        what = "plusieurs adresses, la première est gardée"
    elif not given.lower().startswith(SCHEMES):
        what = what or "http:// ajouté"
    if what:
        mending.corrected(name, what)
