"""The words of each letter, ready to be read again and corrected before it is kept."""

from collections.abc import Callable
from typing import Final

from parvis.kernel import clock
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.paper import Letter
from parvis.products.mediature.enums import Etat, Genre, Issue, Recevabilite
from parvis.products.mediature.models import Collectivite, Courrier, Mandat, Saisine
from parvis.products.mediature.queries.effets import effets

CGCT: Final = "article L. 1112-24 du code général des collectivités territoriales"
CJA: Final = "article L. 213-6 du code de justice administrative"
REMEDIES: Final = (
    "- saisir le tribunal administratif, si votre délai n’est pas expiré, en général deux mois après la réponse ou le "
    "silence de l’administration ;\n"
    "- saisir le Défenseur des droits, gratuitement (defenseurdesdroits.fr, ou son délégué près de chez vous) ;\n"
    "- demander conseil à un point-justice (téléphone : 30 39) ou à un avocat."
)
TWO_READINGS: Final = (
    f"La loi dit que la saisine du médiateur interrompt les délais de recours contentieux et suspend les prescriptions "
    f"({CGCT}), dans les conditions prévues pour toute médiation ({CJA}). Ces deux textes se lisent de deux façons, et "
    "aucune n’est ici garantie :"
)
BE_CAREFUL: Final = (
    "Seul le juge dit laquelle est la bonne. Par prudence, ne comptez que sur la seconde. Si votre délai se termine "
    "bientôt, dites-le au médiateur sans attendre, et demandez conseil à un point-justice (téléphone : 30 39) ou à un "
    "avocat."
)
FREE: Final = (
    "La médiation est gratuite et confidentielle. Chacun est libre d’y entrer et d’en sortir, et personne n’est obligé "
    "d’accepter la solution proposée."
)


def may_be_written(saisine: Saisine, genre: Genre) -> bool:
    """Whether what this letter tells has happened."""
    decided = saisine.recevabilite != Recevabilite.A_EXAMINER
    return {
        Genre.ACCUSE: True,
        Genre.RECEVABILITE: decided,
        Genre.INVITATION: saisine.recevabilite == Recevabilite.RECEVABLE and not saisine.ended,
        Genre.ATTESTATION: True,
        Genre.FIN: saisine.ended,
        Genre.CLOTURE: saisine.etat == Etat.CLOSE,
    }[genre]


def words_of(saisine: Saisine, genre: Genre) -> str:
    """The letter as it would be written today, in blocks separated by an empty line."""
    writers: dict[Genre, Callable[[Saisine], list[str]]] = {
        Genre.ACCUSE: _receipt,
        Genre.RECEVABILITE: _decision,
        Genre.INVITATION: _invitation,
        Genre.ATTESTATION: _attestation,
        Genre.FIN: _end,
        Genre.CLOTURE: _closing,
    }
    return "\n\n".join(writers[genre](saisine))


def letter_of(
    saisine: Saisine, genre: Genre, words: str, *, reference: str, replaces: Courrier | None = None
) -> Letter:
    """The letter on paper: with the header of the authority, its mediator and the délibération that names them."""
    office = Collectivite.objects.filter(organisation=saisine.organisation_id).first()
    mandate = mandate_of(office) if office else None
    mediator = mandate.mediateur if mandate else ""
    signed = saisine.mediateur.get_full_name() if saisine.mediateur else mediator
    blocks = [each.strip() for each in words.replace("\r\n", "\n").split("\n\n") if each.strip()]
    return Letter(
        title=genre.label,
        authority=office.name if office else "",
        service=f"Le médiateur, {mediator}" if mediator else "Le médiateur",
        contact="\n".join(filter(None, (office.address, office.phone, office.email))) if office else "",
        person=str(saisine.requerant),
        address=_address(saisine),
        date=date_in_words(clock.today()),
        paragraphs=(*_replacing(replaces), *blocks),
        reference=f"Dossier {saisine.number}, courrier {reference}" if reference else f"Dossier {saisine.number}",
        signature=f"{signed}\nmédiateur, {office.name}" if office and signed else signed,
        mention=_mention(mandate),
    )


def mandate_of(office: Collectivite) -> Mandat | None:
    """The mandate that runs, otherwise the last that did."""
    found: Mandat | None = office.mandats.running().first() or office.mandats.first()
    return found


def _address(saisine: Saisine) -> str:
    person = saisine.requerant
    if person.street:
        return f"{person.street}\n{person.postal_code} {person.town}".strip()
    return f"Par courriel : {person.email}" if person.email else ""


def _mention(mandate: Mandat | None) -> str:
    if mandate is None:
        return ""
    on = date_in_words(mandate.deliberated_on, weekday=False)
    return f"Médiateur institué par la délibération {mandate.deliberation} du {on} ({CGCT})."


def _replacing(replaced: Courrier | None) -> list[str]:
    if replaced is None:
        return []
    on = date_in_words(replaced.written_on)
    return [f"Ce courrier remplace celui du {on}, référence {replaced.reference}, qui ne vaut plus."]


def _receipt(saisine: Saisine) -> list[str]:
    return [
        "Bonjour,",
        (
            f"Le médiateur a reçu votre saisine le {date_in_words(saisine.received_on)}. Elle porte le numéro "
            f"{saisine.number}."
        ),
        "## Ce qui suit",
        (
            "Le médiateur vous dit, sous 15 jours ouvrés, si votre saisine est recevable, et pourquoi. Si elle l’est, "
            "il interroge le service concerné, vous écoute et cherche une solution avec vous."
        ),
        FREE,
        "## Les délais pour saisir un juge",
        (
            f"La médiation les interrompt dans les conditions que fixe la loi ({CGCT} ; {CJA}). Ne comptez pas sur la "
            "date de ce courrier seule : si votre délai se termine bientôt, dites-le au médiateur sans attendre."
        ),
    ]


def _decision(saisine: Saisine) -> list[str]:
    decided = Recevabilite(saisine.recevabilite)
    opening = {
        Recevabilite.RECEVABLE: "Votre saisine est recevable : le médiateur cherche une solution avec vous et avec le "
        "service concerné.",
        Recevabilite.IRRECEVABLE: "Le médiateur ne peut pas traiter votre saisine : elle n’est pas recevable.",
    }.get(decided, "Le médiateur n’est pas compétent pour votre saisine : il vous oriente vers qui l’est.")
    on = date_in_words(saisine.decided_on) if saisine.decided_on else ""
    said = ["Bonjour,", f"Décision du {on}. {opening}", "## Pourquoi", saisine.reasons]
    if saisine.tiers:
        said += ["## Qui peut vous aider", "\n".join(filter(None, (saisine.tiers.name, saisine.tiers.contact)))]
    if decided is Recevabilite.RECEVABLE:
        return [*said, "## Ce qui suit", f"Le médiateur vous contacte. {FREE}", *_readings(saisine)]
    return [
        *said,
        "## Ce que vous pouvez faire",
        "Si le médiateur n’a pas tous les éléments, écrivez-lui. Vous pouvez aussi :",
        REMEDIES,
        (
            "Cette décision n’est pas une réponse de l’administration : elle n’ouvre ni ne ferme aucun délai devant un "
            "juge."
        ),
    ]


def _invitation(saisine: Saisine) -> list[str]:
    about = f" à propos de : {saisine.service}" if saisine.service else ""
    return [
        "Bonjour,",
        (
            f"Vous avez saisi le médiateur le {date_in_words(saisine.received_on)}{about}. Il vous propose d’entrer en "
            "médiation, et le propose aussi à l’administration."
        ),
        "## Comment cela se passe",
        FREE,
        (
            "Le médiateur écoute chacun, séparément ou ensemble, sans trancher. Ce qui est dit ne peut être répété "
            "devant un juge sans l’accord des parties (article L. 213-2 du code de justice administrative). Vous "
            "pouvez être accompagné par la personne de votre choix."
        ),
        "## Votre accord",
        (
            "Si vous acceptez, dites-le au médiateur par écrit, sur papier ou par courriel : « J’accepte d’entrer en "
            f"médiation dans le dossier {saisine.number}. » Datez et signez. La date à laquelle les deux parties ont "
            "accepté compte pour vos délais."
        ),
        *_readings(saisine),
    ]


def _attestation(saisine: Saisine) -> list[str]:
    return [
        f"Le médiateur atteste que {saisine.requerant} l’a saisi d’un différend avec l’administration.",
        "## Dates",
        "\n".join(_dates(saisine)),
        *_readings(saisine),
        (
            "Cette attestation est remise à la demande de la personne, pour servir et valoir ce que de droit. Elle ne "
            "dit rien du contenu de la médiation, qui est confidentiel (article L. 213-2 du code de justice "
            "administrative)."
        ),
    ]


def _end(saisine: Saisine) -> list[str]:
    found = effets(saisine)
    who = "Vous avez retiré votre saisine" if saisine.etat == Etat.RETIREE else "Le médiateur a déclaré la médiation"
    on = date_in_words(found.ended) if found.ended else ""
    opening = f"{who} le {on}." if saisine.etat == Etat.RETIREE else f"{who} terminée le {on}."
    return [
        "Bonjour,",
        f"{opening} Cette lettre vous le notifie.",
        "## Dates",
        "\n".join(_dates(saisine)),
        "## Ce que la fin fait à vos délais",
        *_after_the_end(saisine),
        "## Ce que vous pouvez encore faire",
        REMEDIES,
    ]


def _closing(saisine: Saisine) -> list[str]:
    agreed = "Les parties se sont mises d’accord." if saisine.agreement else ""
    return [
        "Bonjour,",
        f"La médiation est terminée. Issue : {Issue(saisine.issue).label.lower()}. {agreed}".strip(),
        "## Ce que le médiateur conclut",
        saisine.conclusion,
        "## Ce que vous pouvez encore faire",
        "Personne n’est obligé d’accepter cette conclusion. Vous pouvez aussi :",
        REMEDIES,
        "## Vos délais",
        *_after_the_end(saisine),
    ]


def _dates(saisine: Saisine) -> list[str]:
    found = effets(saisine)
    told = [
        ("saisine reçue le", found.wide),
        ("accord écrit des parties pour une médiation le", saisine.parties_agreed_on),
        ("première réunion le", saisine.first_meeting_on),
        ("fin de la médiation le", found.ended),
    ]
    said = [f"- {words} {date_in_words(day)}" for words, day in told if day]
    if found.strict is None:
        said.append("- ni accord écrit des parties ni réunion à ce jour" if not found.ended else NOTHING_ATTESTED)
    return said


NOTHING_ATTESTED: Final = "- ni accord écrit des parties ni réunion n’ont été attestés"


def _readings(saisine: Saisine) -> list[str]:
    found = effets(saisine)
    if found.strict:
        why = "date de l’accord écrit des parties" if saisine.parties_agreed_on else "date de la première réunion"
        second = f"- ou seulement depuis le {date_in_words(found.strict)}, {why}."
    else:
        second = "- ou seulement depuis l’accord écrit des parties ou, à défaut, leur première réunion, qui n’ont pas "
        second += "eu lieu à ce jour : aucun délai ne serait encore arrêté."
    return [
        "## Les délais pour saisir un juge",
        TWO_READINGS,
        f"- les délais s’arrêtent depuis le {date_in_words(found.wide)}, date de la saisine ;\n{second}",
        *([TOO_LATE] if found.too_late else []),
        BE_CAREFUL,
    ]


TOO_LATE: Final = (
    "D’après les dates de votre première démarche, le délai habituel pour saisir le juge était déjà passé à cette "
    "seconde date : un délai expiré ne s’interrompt plus. D’autres règles peuvent s’appliquer : faites-vous conseiller."
)


def _after_the_end(saisine: Saisine) -> list[str]:
    found = effets(saisine)
    if found.strict is None or found.recours_until is None or found.prescription_from is None:
        return [
            (
                "Ni accord écrit des parties ni réunion n’ont été attestés : selon la lecture la plus stricte de la "
                f"loi ({CGCT} ; {CJA}), aucun délai n’a été interrompu. Ne comptez pas sur un nouveau délai sans "
                "conseil : point-justice (téléphone : 30 39) ou avocat."
            )
        ]
    return [
        (
            f"Le délai pour saisir le juge qui était interrompu depuis le {date_in_words(found.strict)} court de "
            "nouveau, en entier, depuis la fin de la médiation : s’il est de deux mois, comme d’habitude, jusqu’au "
            f"{date_in_words(found.recours_until)}. Les prescriptions suspendues reprennent pour six mois au moins : "
            f"aucune ne s’achève avant le {date_in_words(found.prescription_from)} ({CJA})."
        ),
        *([TOO_LATE] if found.too_late else []),
        (
            "Un nouveau recours devant l’administration n’interromprait pas de nouveau ce délai (article R. 213-4 du "
            "code de justice administrative)."
        ),
    ]
