"""The words of a notice, ready to be read again, completed and sent."""

import re

from parvis.core.privacy.enums.breach import Addressee, Nature
from parvis.core.privacy.models import Breach
from parvis.core.privacy.queries.accountability.breaches import named_controllers
from parvis.core.privacy.queries.accountability.exposure import label_of
from parvis.kernel import clock
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.privacy import services
from parvis.kernel.french.typography import date_in_words, moment_in_words, number
from parvis.kernel.paper import Letter

LETTER_TITLE = "Un incident a touché des données qui vous concernent"
UNKNOWN = "en cours d’évaluation"


def notice_words(breach: Breach, addressee: str, name: str = "") -> str:
    """The text of a notice to ``addressee``; what is not known yet says so, and is completed later."""
    return {
        Addressee.CNIL: _to_the_cnil,
        Addressee.CONTROLLER: lambda each: _to_the_controller(each, name),
        Addressee.PEOPLE: _to_people,
    }[Addressee(addressee)](breach)


def letter_to_people(breach: Breach, *, person: str = "", address: str = "") -> Letter:
    """What the people are told, on paper: the last words inscribed, or those that are ready while none are."""
    given = breach.notices.filter(addressee=Addressee.PEOPLE).last()
    text = given.text if given else notice_words(breach, Addressee.PEOPLE)
    on = given.sent_at if given else clock.now()
    return Letter(
        title=LETTER_TITLE,
        authority=", ".join(named_controllers(breach)) or "Parvis",
        service=", ".join(services.get(key).title for key in breach.services if key in services),
        contact=breach.contact,
        person=person or "Aux personnes concernées",
        address=address,
        date=date_in_words(on.astimezone(PARIS).date()),
        paragraphs=tuple(re.split(r"\s*\n\s*\n\s*", text.strip())),
    )


def _facts(breach: Breach) -> list[str]:
    """What article 33(3) asks for."""
    titles = [services.get(key).title if key in services else key for key in breach.services]
    return [
        f"Services : {', '.join(titles)}.",
        f"Découverte : {moment_in_words(breach.discovered_at)}. Certitude : {moment_in_words(breach.aware_at)}.",
        f"Nature : {' ; '.join(Nature(each).label for each in breach.nature)}.",
        f"Circonstances : {breach.circumstances}",
        f"Données : {' ; '.join(map(label_of, breach.categories)) or UNKNOWN}.",
        f"Personnes, environ : {_count(breach.people)}. Enregistrements, environ : {_count(breach.records)}.",
        f"Conséquences probables : {breach.consequences or UNKNOWN}",
        f"Mesures prises ou proposées : {breach.measures or UNKNOWN}",
        f"Personne à contacter : {breach.contact}.",
    ]


def _count(value: int | None) -> str:
    return UNKNOWN if value is None else number(value)


def _paragraphs(*lines: str) -> str:
    return "\n\n".join(lines)


def _to_the_cnil(breach: Breach) -> str:
    return _paragraphs(
        "Notification d’une violation de données à caractère personnel (article 33 du RGPD).", *_facts(breach)
    )


def _to_the_controller(breach: Breach, name: str) -> str:
    return _paragraphs(
        f"À l’attention de {name or 'votre organisme'}.",
        "Nous traitons des données pour votre compte. Une violation de ces données nous est connue, et nous vous en "
        "informons aussitôt (article 33-2 du RGPD).",
        *_facts(breach),
        "Il vous revient de la notifier à la CNIL dans les 72 heures, sauf si un risque pour les personnes est peu "
        "probable, et de décider de prévenir les personnes. Nous vous y aidons.",
    )


def _to_people(breach: Breach) -> str:
    return _paragraphs(
        "Bonjour,",
        f"Un incident a touché des données qui vous concernent, le {moment_in_words(breach.discovered_at)}.",
        f"Ce qui s’est passé : {breach.circumstances}",
        f"Les données concernées : {' ; '.join(map(label_of, breach.categories)) or UNKNOWN}.",
        f"Ce que cela peut entraîner pour vous : {breach.consequences or UNKNOWN}",
        f"Ce que nous avons fait, et ce que vous pouvez faire : {breach.measures or UNKNOWN}",
        f"Pour toute question : {breach.contact}. Vous pouvez aussi adresser une réclamation à la CNIL (www.cnil.fr).",
    )
