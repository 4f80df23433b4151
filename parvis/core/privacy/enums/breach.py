"""Choices of the register of breaches."""

from django.db.models import TextChoices


class Nature(TextChoices):
    """What was lost (article 4(12))."""

    CONFIDENTIALITY = "confidentialite", "des données ont été vues ou divulguées"
    INTEGRITY = "integrite", "des données ont été modifiées"
    AVAILABILITY = "disponibilite", "des données ont été perdues ou ne sont plus accessibles"


class Risk(TextChoices):
    """The risk for people: none, nothing to notify; high, they are told too."""

    UNKNOWN = "a-evaluer", "à évaluer"
    NONE = "aucun", "peu probable : rien à notifier"
    SOME = "risque", "un risque : la CNIL est notifiée"
    HIGH = "eleve", "un risque élevé : la CNIL et les personnes sont prévenues"


class PeopleDecision(TextChoices):
    """Whether the people are told (article 34)."""

    PENDING = "", "à décider"
    TOLD = "prevenir", "les personnes sont prévenues"
    NOT_TOLD = "ne-pas-prevenir", "les personnes ne sont pas prévenues"


class Addressee(TextChoices):
    """To whom a notice goes."""

    CNIL = "cnil", "la CNIL"
    CONTROLLER = "responsable", "le responsable du traitement"
    PEOPLE = "personnes", "les personnes concernées"


class Phase(TextChoices):
    """A notice is given at once with what is known, then completed."""

    INITIAL = "initiale", "initiale"
    COMPLEMENT = "complement", "complémentaire"
    FINAL = "finale", "finale"
