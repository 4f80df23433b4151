"""Choices and states of requests about one's rights."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where one right asked of one controller stands."""

    IDENTITY = "identity", "Identité à confirmer"
    OPEN = "open", "En cours"
    EXTENDED = "extended", "En cours, délai prolongé"
    ANSWERED = "answered", "Acceptée"
    PARTLY = "partly", "Acceptée en partie"
    REFUSED = "refused", "Refusée"
    WITHDRAWN = "withdrawn", "Retirée"


WAITING = (State.IDENTITY, State.OPEN, State.EXTENDED)
"""An answer is still due."""
WORKABLE = (State.OPEN, State.EXTENDED)
"""The person is known: it can be answered."""
OVER = (State.ANSWERED, State.PARTLY, State.REFUSED, State.WITHDRAWN)

NEXT: dict[State, frozenset[State]] = {
    State.IDENTITY: frozenset({State.OPEN, State.EXTENDED, State.REFUSED, State.WITHDRAWN}),
    State.OPEN: frozenset({State.IDENTITY, State.EXTENDED, *OVER}),
    State.EXTENDED: frozenset({State.IDENTITY, *OVER}),
} | dict.fromkeys(OVER, frozenset())


class Proof(TextChoices):
    """How we know that the person is who they say, the least proof first."""

    NONE = "none", "pas encore"
    SESSION = "session", "session ouverte avec le compte"
    LINK = "link", "lien ouvert depuis l’adresse électronique donnée"
    FILE = "file", "numéro de dossier et coordonnées, vérifiés avec la personne"
    DOCUMENT = "document", "pièce d’identité, détruite à la décision"
    MANDATE = "mandate", "mandat vérifié, détruit à la décision"


class Channel(TextChoices):
    """By which door a request came; each of them starts the clock."""

    FORM = "form", "formulaire en ligne"
    ACCOUNT = "account", "compte"
    LETTER = "letter", "courrier"
    MAIL = "mail", "courriel"
    DESK = "desk", "guichet ou téléphone"


class Ground(TextChoices):
    """The only grounds on which a request may be refused; each is a sentence of the letter."""

    NOTHING = "nothing", "Nous ne détenons aucune donnée sur vous."
    IDENTITY = "identity", "Votre identité n’a pas pu être établie malgré notre demande."
    MANDATE = "mandate", "Le mandat ne permet pas de vous répondre : il manque, il est incomplet ou il a pris fin."
    LEGAL_DUTY = "legal-duty", "La loi nous oblige à conserver ces données (article 17-3 b) du RGPD)."
    PUBLIC_TASK = (
        "public-task",
        "Ces données sont nécessaires à notre mission d’intérêt public (article 17-3 b) du RGPD).",
    )
    EXPRESSION = (
        "expression",
        "Ces données relèvent de la liberté d’expression et d’information (article 17-3 a) du RGPD).",
    )
    HEALTH = "health", "Un intérêt public de santé publique s’y oppose (article 17-3 c) du RGPD)."
    ARCHIVES = (
        "archives",
        "Ces données sont des archives d’intérêt public ou servent à la recherche (article 17-3 d) du RGPD).",
    )
    CLAIMS = (
        "claims",
        "Ces données servent à constater, exercer ou défendre un droit en justice (article 17-3 e) du RGPD).",
    )
    COMPELLING = "compelling", "Des motifs légitimes et impérieux prévalent (article 21-1 du RGPD)."
    ACCURATE = "accurate", "Après vérification, ces données sont exactes."
    NOT_PROVIDED = (
        "not-provided",
        "Vous n’avez pas fourni ces données : la portabilité ne les concerne pas (article 20-1 du RGPD).",
    )
    REPETITIVE = (
        "repetitive",
        "Cette demande est manifestement excessive : elle répète une demande récente (article 12-5 du RGPD).",
    )


class StepKind(TextChoices):
    """What happened, one step after the other: the proof, without the content."""

    RECEIVED = "received", "Demande reçue"
    LINK_SENT = "link-sent", "Lien de confirmation envoyé"
    IDENTIFIED = "identified", "Identité confirmée"
    PROOF_ASKED = "proof-asked", "Pièce justificative demandée"
    PROOF_GIVEN = "proof-given", "Pièce justificative reçue"
    PROOF_DESTROYED = "proof-destroyed", "Pièce justificative détruite"
    TRANSMITTED = "transmitted", "Transmise au responsable"
    HIDDEN = "hidden", "Données masquées aussitôt"
    SHOWN = "shown", "Données de nouveau visibles"
    LIFTING_TOLD = "lifting-told", "Fin de la limitation annoncée"
    LIFTED = "lifted", "Limitation levée"
    EXTENDED = "extended", "Délai prolongé"
    ANSWERED = "answered", "Réponse envoyée"
    REFUSED = "refused", "Refus motivé envoyé"
    WITHDRAWN = "withdrawn", "Demande retirée"
    DOWNLOADED = "downloaded", "Données remises"
    DESTROYED = "destroyed", "Copie remise détruite"
