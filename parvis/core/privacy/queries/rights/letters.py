"""The words of answers, and the letter that carries them: the same in the mail, on the page and on paper."""

from typing import Final

from parvis.core.privacy.enums.rights import Ground, State
from parvis.core.privacy.models import RightsLeg, RightsRequest, RightsStep
from parvis.core.privacy.queries.rights.catalogue import kept_by_law
from parvis.core.privacy.queries.rights.people import secret_of
from parvis.kernel.clock import PARIS
from parvis.kernel.declarations.privacy import CNIL_ADDRESS, CNIL_COMPLAINT, Right, services
from parvis.kernel.french.typography import date_in_words
from parvis.kernel.http.addresses import address_of_page
from parvis.kernel.paper import Letter

DONE: Final = {
    Right.ACCESS: "La copie des données que nous détenons sur vous est à votre disposition pendant 30 jours sur la "
    "page de votre demande, avec pourquoi, de qui, pour qui et jusqu’à quand nous les gardons, et qui les a lues.",
    Right.PORT: "Les données que vous avez fournies sont à votre disposition pendant 30 jours sur la page de votre "
    "demande, dans un format que d’autres services savent lire.",
    Right.RECTIFY: "Vos données ont été rectifiées ici, et dans ce que nous publions. Si elles nous viennent d’une "
    "autre source, la valeur juste y reste tant que cette source nous donne la valeur fausse, et le compte rendu de "
    "chacune de ses mises à jour le signale. Le jour où la source en donne une autre, c’est la sienne que nous "
    "publions : demandez-lui la même correction.",
    Right.ERASE: "Vos données ont été effacées. Les copies de sauvegarde qui les contiennent encore seront détruites à "
    "leur terme ; si l’une d’elles devait servir, l’effacement y serait rejoué.",
    Right.RESTRICT: "Vos données sont gelées : conservées, mais ni montrées, ni utilisées, ni effacées. Vous serez "
    "prévenu avant que cela cesse.",
    Right.OBJECT: "Vos données ne sont plus publiées ni utilisées, et aucune mise à jour de nos sources ne les fera "
    "revenir.",
    Right.WITHDRAW: "Vos choix sur les cookies ne sont gardés que dans votre navigateur, sans votre nom : c’est là, et "
    "là seulement, qu’un accord se retire, par le lien « Gestion des cookies » en bas de chaque page. Rien d’autre ici "
    "ne repose sur votre consentement.",
}
MANDATE_WORDS: Final = (
    "Vous faites cette demande pour quelqu’un d’autre : déposez le mandat que cette personne a signé, avec son nom, le "
    "vôtre, sa date et ce qu’elle vous charge de demander. Il est chiffré, lu par ceux qui répondent et par personne "
    "d’autre, et détruit dès la décision."
)
NOTHING_HELD: Final = (
    "Nous avons cherché dans tout ce que le registre déclare : nous ne détenons aucune donnée sur vous, hors vos "
    "demandes et la preuve de nos réponses."
)


def answer_words(leg: RightsLeg, outcome: str, ground: str, remark: str) -> str:
    """The answer, in paragraphs: what is decided, why, and what one may do about it."""
    service = services.get(leg.service)
    right = Right(leg.right)
    on = date_in_words(leg.received_on)
    asked = f"Le {on}, vous avez demandé à exercer votre {right.words}, pour « {service.title} »."
    said = [f"Bonjour {leg.request.name},".replace(" ,", ","), asked, *_decision(leg, outcome, ground)]
    if remark.strip():
        said.append(remark.strip())
    if outcome != State.ANSWERED:
        said.append(
            "Si cette réponse ne vous convient pas, vous pouvez nous écrire de nouveau, adresser une réclamation à la "
            f"CNIL ({CNIL_COMPLAINT.url}, ou {CNIL_ADDRESS}), ou saisir le tribunal."
        )
    said.append(f"Pour {leg.controller}, responsable du traitement.")
    return "\n\n".join(said)


def extension_words(leg: RightsLeg, complexity: str) -> str:
    """The person is told, inside the first month, that the answer will take longer, and why."""
    until = date_in_words(leg.due_on) if leg.due_on else ""
    return (
        f"Bonjour {leg.request.name},\n\nVotre demande {leg.request.number} nous prend plus de temps que prévu. "
        f"Pourquoi : {complexity.strip()}\n\nNous vous répondrons le {until} au plus tard, trois mois en tout après sa "
        f"réception, comme l’article 12-3 du RGPD le permet.\n\nSi ce délai ne vous convient pas, vous pouvez adresser "
        f"une réclamation à la CNIL ({CNIL_COMPLAINT.url}, ou {CNIL_ADDRESS})."
    )


def lifting_words(leg: RightsLeg, on: str, reason: str) -> str:
    """The person is told before the limitation ends: article 18-3."""
    return (
        f"Bonjour {leg.request.name},\n\nÀ votre demande {leg.request.number}, vos données étaient gelées. Elles ne le "
        f"seront plus à partir du {on}. Pourquoi : {reason.strip()}\n\nSi vous vous y opposez, dites-le avant cette "
        "date depuis la page de votre demande, par une nouvelle demande."
    )


def letter_of(step: RightsStep) -> Letter:
    """The words of a step as they are sent on paper."""
    leg = step.leg
    service = services.get(leg.service) if leg else None
    return Letter(
        title=f"Votre demande {step.request.number}",
        authority=leg.controller if leg else "Parvis",
        service=service.title if service else "",
        contact=", ".join(filter(None, (service.contact.email, service.contact.address))) if service else "",
        person=step.request.name,
        address=step.request.postal_address,
        date=date_in_words(step.at.astimezone(PARIS).date()),
        paragraphs=(*step.sent.split("\n\n"), *_way_back(step.request)),
    )


def _way_back(request: RightsRequest) -> list[str]:
    """How to follow the request, for who was sent no link."""
    if request.email:
        return []
    page, code = address_of_page("privacy:rights_find"), spaced(secret_of(request))
    follow = (
        f"Pour suivre votre demande et recevoir ce qui vous est remis : {page}, numéro {request.number}, code {code}."
    )
    return [f"{follow} Ne les donnez à personne."]


def spaced(code: str) -> str:
    """A code as it is written to be copied."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _decision(leg: RightsLeg, outcome: str, ground: str) -> list[str]:
    # Whoever is answered has asked: there is always that about them, and the letter does not say otherwise.
    why = NOTHING_HELD if ground == Ground.NOTHING else Ground(ground).label if ground else ""
    if outcome == State.REFUSED:
        return ["Nous ne pouvons pas y donner suite.", why]
    if outcome == State.PARTLY:
        return ["Nous y donnons suite en partie.", *_done(leg), f"Pour le reste : {why}"]
    return [NOTHING_HELD] if ground == Ground.NOTHING else _done(leg)


def _done(leg: RightsLeg) -> list[str]:
    """What was done; of an erasure, what the law obliges to keep is named."""
    right = Right(leg.right)
    kept = kept_by_law(leg.service, leg.activities) if right is Right.ERASE else []
    return [DONE[right], *([f"La loi nous oblige à garder, jusqu’à leur terme : {', '.join(kept)}."] if kept else [])]
