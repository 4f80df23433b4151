"""Choices and state machines of Médiature."""

from typing import Final

from django.db.models import TextChoices

# What the secret addresses of cases are kept under, and how they begin.
MAILBOX: Final = "dossier"


class Canal(TextChoices):
    """By which way a saisine came in."""

    BUREAU = "bureau", "Bureau ou permanence"
    COURRIER = "courrier", "Courrier postal"
    TELEPHONE = "telephone", "Téléphone"
    COURRIEL = "courriel", "Courrier électronique"
    FORMULAIRE = "formulaire", "Formulaire en ligne"


class Origine(TextChoices):
    """Who had the idea of the saisine."""

    USAGER = "usager", "Usager"
    TRIBUNAL = "tribunal", "Tribunal administratif"
    SERVICE = "service", "Service interne"
    ELU = "elu", "Élu de la collectivité"
    DEFENSEUR = "defenseur", "Défenseur des droits"
    MEDIATEUR = "mediateur", "Auto-saisine du médiateur"
    AUTRE = "autre", "Autre partenaire"


class Qualite(TextChoices):
    """In which quality the requérant files."""

    PARTICULIER = "particulier", "Particulier"
    ENTREPRISE = "entreprise", "Entreprise ou professionnel"
    ETABLISSEMENT = "etablissement", "Établissement public"
    COLLECTIVITE = "collectivite", "Collectivité territoriale"
    ASSOCIATION = "association", "Association"
    AUTRE = "autre", "Autre"


class Demarche(TextChoices):
    """What the first step with the service concerned has given."""

    AUCUNE = "aucune", "Je n’ai encore rien demandé à ce service"
    REPONSE = "reponse", "J’ai fait une démarche et j’ai eu une réponse"
    SILENCE = "silence", "J’ai fait une démarche et je n’ai pas eu de réponse"


class Juge(TextChoices):
    """Whether a court has the dispute: a mediator may not be seised of it then."""

    NON = "non", "Non"
    OUI = "oui", "Oui"
    NE_SAIT_PAS = "ne-sait-pas", "Je ne sais pas"


class Recevabilite(TextChoices):
    """What the mediator decided of the saisine itself."""

    A_EXAMINER = "a-examiner", "À examiner"
    RECEVABLE = "recevable", "Recevable"
    IRRECEVABLE = "irrecevable", "Irrecevable"
    REORIENTEE = "reorientee", "Réorientée"


class Etat(TextChoices):
    """Where a saisine stands in the office."""

    A_TRAITER = "a-traiter", "À traiter"
    CONTACTER_REQUERANT = "contacter-requerant", "Contacter le requérant"
    ATTENTE_REQUERANT = "attente-requerant", "En attente de réponse du requérant"
    SOLLICITER_ADMINISTRATION = "solliciter-administration", "Solliciter l’administration"
    ATTENTE_ADMINISTRATION = "attente-administration", "En attente de réponse de l’administration"
    FINALISATION = "finalisation", "Finalisation"
    CLOSE = "close", "Clôture de la procédure"
    RETIREE = "retiree", "Retirée par le requérant"


# What the person reads in place of the words of the office.
IN_PLAIN_WORDS: Final = {
    Etat.A_TRAITER: "Votre saisine est arrivée. Le médiateur va l’examiner.",
    Etat.CONTACTER_REQUERANT: "Le médiateur étudie votre saisine. Il va vous contacter.",
    Etat.ATTENTE_REQUERANT: "Le médiateur attend une réponse de votre part.",
    Etat.SOLLICITER_ADMINISTRATION: "Le médiateur va interroger le service concerné.",
    Etat.ATTENTE_ADMINISTRATION: "Le médiateur a interrogé le service concerné et attend sa réponse.",
    Etat.FINALISATION: "Le médiateur prépare sa conclusion.",
    Etat.CLOSE: "La médiation est terminée.",
    Etat.RETIREE: "Vous avez retiré votre saisine.",
}

ENDED: Final = frozenset({Etat.CLOSE, Etat.RETIREE})
ABOUT_THE_ADMINISTRATION: Final = frozenset({Etat.SOLLICITER_ADMINISTRATION, Etat.ATTENTE_ADMINISTRATION})
_OPEN: Final = frozenset(Etat) - ENDED


def next_states(state: Etat, decided: Recevabilite) -> tuple[Etat, ...]:
    """Where a saisine may go from ``state`` by a simple choice; closing, withdrawing and reopening are acts.

    The administration is asked nothing about a saisine that is not admissible, and nothing goes back to « À traiter »:
    somebody has seen it.
    """
    if state in ENDED:
        return ()
    allowed = _OPEN - {Etat.A_TRAITER, state}
    if decided is not Recevabilite.RECEVABLE:
        allowed -= ABOUT_THE_ADMINISTRATION
    return tuple(each for each in Etat if each in allowed)


class Issue(TextChoices):
    """How a saisine ended."""

    DROIT_USAGER = "droit-usager", "Droit à l’usager"
    PARTIEL = "partiel", "Droit partiel à l’usager et à l’administration"
    DROIT_ADMINISTRATION = "droit-administration", "Droit à l’administration"
    SERVICE_INTERNE = "service-interne", "Orientation vers un service en interne"
    AUTRE_INSTITUTION = "autre-institution", "Réorientation vers une autre institution"
    RENONCIATION = "renonciation", "Renonciation de l’usager à la médiation"
    INACTIVITE = "inactivite", "Pas de réponse de l’usager depuis plus de 3 mois"
    IRRECEVABLE = "irrecevable", "Saisine irrecevable"


class EtatAdhesion(TextChoices):
    """Where the request to open an authority's page stands."""

    EN_ATTENTE = "attente", "En attente"
    ACCEPTEE = "acceptee", "Acceptée"
    REFUSEE = "refusee", "Refusée"


class Fonction(TextChoices):
    """What somebody does in the office of a mediator."""

    PRINCIPAL = "principal", "Médiateur principal"
    MEDIATEUR = "mediateur", "Médiateur"
    ASSISTANT = "assistant", "Assistant"


# Who decides of cases and has them; an assistant prepares.
DECIDE: Final = frozenset({Fonction.PRINCIPAL, Fonction.MEDIATEUR})


class Visibilite(TextChoices):
    """Who may read a note, a piece or a line of a case."""

    BUREAU = "bureau", "Le bureau du médiateur seulement"
    REQUERANT = "requerant", "Le bureau et le requérant"
    MEDIATEUR = "mediateur", "Le médiateur du dossier seulement"


class Fait(TextChoices):
    """What the timeline of a case tells."""

    DEPOT = "depot", "Saisine déposée"
    ENREGISTREMENT = "enregistrement", "Saisine enregistrée par le bureau"
    ATTRIBUTION = "attribution", "Dossier attribué"
    LIBERATION = "liberation", "Dossier rendu au bureau"
    RECEVABILITE = "recevabilite", "Recevabilité décidée"
    ETAT = "etat", "Avancement"
    PIECE = "piece", "Document ajouté"
    MESSAGE = "message", "Message"
    CLOTURE = "cloture", "Dossier clos"
    REOUVERTURE = "reouverture", "Dossier rouvert"
    RETRAIT = "retrait", "Saisine retirée"
    PRODUCTION = "production", "Pièces remises à un juge"
    ACCES = "acces", "Accès exceptionnel"


class Motif(TextChoices):
    """Why somebody who is not of the office reads a case, in an emergency."""

    DANGER = "danger", "Une personne est en danger"
    BLOCAGE = "blocage", "Le bureau ne peut plus ouvrir ce dossier, et un délai court"
    JUSTICE = "justice", "La loi ou la justice l’exige"
    INCIDENT = "incident", "Un incident de sécurité touche ce dossier"


class Suite(TextChoices):
    """What a service makes of a question that is put to it."""

    REPONSE = "reponse", "Réponse"
    DELAI = "delai", "Délai pris"
    AILLEURS = "ailleurs", "Ce n’est pas ce service"


class Genre(TextChoices):
    """What the office writes on paper."""

    ACCUSE = "accuse", "Accusé de réception de la saisine"
    RECEVABILITE = "recevabilite", "Décision sur la recevabilité"
    INVITATION = "invitation", "Invitation à entrer en médiation"
    ATTESTATION = "attestation", "Attestation de saisine"
    FIN = "fin", "Notification de fin de médiation"
    CLOTURE = "cloture", "Courrier de clôture"


# An assistant may keep the receipt; the others bind the mediator.
PREPARED: Final = frozenset({Genre.ACCUSE})


class Moyen(TextChoices):
    """How a letter reaches whom it is for."""

    COURRIEL = "courriel", "Par courriel, avec le lien vers la page de suivi"
    POSTE = "poste", "Par la poste"
    MAIN = "main", "En main propre"


class Satisfaction(TextChoices):
    """What the person thinks of the mediation, once it is over."""

    TRES = "tres", "Très satisfait"
    PLUTOT = "plutot", "Plutôt satisfait"
    PEU = "peu", "Plutôt insatisfait"
    PAS = "pas", "Pas du tout satisfait"


class Position(TextChoices):
    """What the administration answers to a recommendation."""

    ATTENDUE = "attendue", "Réponse attendue"
    ACCEPTEE = "acceptee", "Acceptée"
    PARTIELLE = "partielle", "Acceptée en partie"
    REFUSEE = "refusee", "Refusée"


class Realisation(TextChoices):
    """What became of a recommendation, year after year."""

    A_VENIR = "a-venir", "Rien n’est encore fait"
    ENGAGEE = "engagee", "Engagée"
    REALISEE = "realisee", "Réalisée"
    ABANDONNEE = "abandonnee", "Abandonnée"


class Destinataire(TextChoices):
    """To whom the annual report is sent."""

    CONSEIL = "conseil", "Organe délibérant"
    DEFENSEUR = "defenseur", "Défenseur des droits"
    AUTRE = "autre", "Autre"


class EtatReprise(TextChoices):
    """Where the import of a past year stands."""

    A_LIRE = "a-lire", "Colonnes à faire correspondre"
    ESSAI = "essai", "Essai en cours"
    ESSAYEE = "essayee", "Essayée : rien n’est encore repris"
    EN_COURS = "en-cours", "Reprise en cours"
    TERMINEE = "terminee", "Reprise"
    ANNULEE = "annulee", "Annulée"


class Verdict(TextChoices):
    """What becomes of a line of a spreadsheet."""

    ACCEPTEE = "acceptee", "Acceptée"
    CORRIGEE = "corrigee", "Corrigée"
    REFUSEE = "refusee", "Refusée"


class Cote(TextChoices):
    """Who is in a mediation."""

    REQUERANT = "requerant", "La personne"
    REPRESENTANT = "representant", "Qui la représente"
    ADMINISTRATION = "administration", "L’administration"
    AUTRE = "autre", "Un tiers"


class Sens(TextChoices):
    """Which way a message went."""

    RECU = "recu", "Reçu"
    ENVOYE = "envoye", "Envoyé"


class Voie(TextChoices):
    """How a message came or left."""

    WEB = "web", "par la page de suivi"
    COURRIEL = "courriel", "par courriel"
    IMPORTE = "importe", "courriel importé"


class Correspondant(TextChoices):
    """Who the office exchanges with."""

    REQUERANT = "requerant", "Le requérant"
    TIERS = "tiers", "Un service ou un tiers"


class EtatProtocole(TextChoices):
    """Where the agreement that may end a mediation stands."""

    PROJET = "projet", "Projet"
    PROPOSE = "propose", "Proposé aux parties"
    CONCLU = "conclu", "Conclu"
    HOMOLOGUE = "homologue", "Homologué par le juge"
    NON_CONCLU = "non-conclu", "Non conclu"


# What binds the parties.
AGREED: Final = frozenset({EtatProtocole.CONCLU, EtatProtocole.HOMOLOGUE})


class ReponseProtocole(TextChoices):
    """What a party says of the text of an agreement."""

    ACCEPTE = "accepte", "Accepte"
    MODIFICATION = "modification", "Demande une modification"
    REFUSE = "refuse", "Refuse"


class Signe(TextChoices):
    """By which way a party answers."""

    EN_LIGNE = "en-ligne", "En ligne, sur la page de suivi"
    PAPIER = "papier", "Par écrit, sur papier"
    COURRIEL = "courriel", "Par courriel"
    SUR_PLACE = "sur-place", "Sur place, au bureau"


class Execution(TextChoices):
    """What became of what a side undertook."""

    ATTENDU = "attendu", "Attendu"
    TENU = "tenu", "Tenu"
    NON_TENU = "non-tenu", "Non tenu"


class Sort(TextChoices):
    """Where something of a case goes, when a second dispute becomes a case of its own."""

    RESTE = "reste", "Reste ici"
    VA = "va", "Va dans le nouveau dossier"
    DEUX = "deux", "Dans les deux dossiers"


class EtatTransfert(TextChoices):
    """What became of the proposal to pass a case on to another authority's mediator."""

    PROPOSE = "propose", "Réponse attendue"
    ACCEPTE = "accepte", "Acceptée"
    REFUSE = "refuse", "Refusée"
    ABANDONNE = "abandonne", "Abandonnée par le bureau"


# Why a mail is kept apart until somebody of the office has looked at it.
APART: Final = {
    "secret": "L’adresse du dossier était incomplète ou fausse",
    "targets": "Il vise plus de trois dossiers à la fois",
    "unproven": "Il ne vient pas de l’adresse qu’il affiche",
    "automatic": "C’est une réponse automatique",
    "spam": "Il ressemble à un courriel indésirable",
    "unreadable": "Il n’a pas pu être lu",
}


class Forme(TextChoices):
    """How an appointment is kept."""

    SUR_PLACE = "sur-place", "Sur place"
    TELEPHONE = "telephone", "Par téléphone"
    VISIO = "visio", "En visioconférence"


class Tenue(TextChoices):
    """What became of an appointment."""

    PREVU = "prevu", "Prévu"
    TENU = "tenu", "Tenu"
    ANNULE = "annule", "Annulé"


class Fondement(TextChoices):
    """On what ground documents of a mediation, which is secret, go to a court."""

    OUVERT = "ouvert", "Rien de confidentiel : dates, attestations et décisions seulement"
    ACCORD = "accord", "Toutes les parties sont d’accord"
    PROTECTION = (
        "protection",
        "Raisons impérieuses d’ordre public, protection d’un enfant ou de l’intégrité d’une personne",
    )
    EXECUTION = "execution", "Nécessaire à la mise en œuvre de l’accord issu de la médiation"
