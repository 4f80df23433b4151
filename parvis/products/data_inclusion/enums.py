"""Choices and states."""

from django.db import models


class SourceKind(models.TextChoices):
    """Where a source's records come from."""

    OFFICIAL = "official", "référentiel officiel"
    PRODUCER = "producer", "producteur de données"
    DEMONSTRATION = "demonstration", "données inventées pour la démonstration"


class RunState(models.TextChoices):
    """The life of an import: ``running`` until it is published, fails, or a newer edition replaces it."""

    RUNNING = "running", "en cours"
    COMPLETE = "complete", "publié"
    FAILED = "failed", "en échec"
    ABANDONED = "abandoned", "abandonné"


class SourceFormat(models.TextChoices):
    """In which words a source's records are said."""

    HOUSE = "house", "lue par Parvis"
    REFERENCE = "reference", "schéma de data·inclusion"
    LIEUX = "lieux", "schéma national des lieux de médiation numérique"
    MAPPING = "mapping", "correspondance du producteur"


class Kind(models.TextChoices):
    """What a record describes."""

    STRUCTURE = "structure", "structure"
    SERVICE = "service", "service"


class Fate(models.TextChoices):
    """What became of a record that others may have copied."""

    REMOVED = "removed", "la fiche n’est plus publiée"
    CONTACT_REMOVED = "contact-removed", "le contact ne doit plus être gardé"
    READ_AGAIN = "read-again", "le contact a changé : relire la fiche"


class Verdict(models.TextChoices):
    """What became of one line of a source."""

    ACCEPTED = "accepted", "acceptée"
    CORRECTED = "corrected", "corrigée"
    REFUSED = "refused", "refusée"


class Wrong(models.TextChoices):
    """What somebody says is wrong in a record."""

    HOURS = "horaires", "les horaires"
    ADDRESS = "adresse", "l’adresse ou la position sur la carte"
    CONTACT = "contact", "le téléphone, le courriel ou le lien"
    CLOSED = "ferme", "ce lieu est fermé, ou ce service n’existe plus"
    OTHER = "autre", "autre chose"


class ReportState(models.TextChoices):
    """The life of an error report: ``new`` until an administrator says what was done of it."""

    NEW = "new", "à traiter"
    HANDLED = "handled", "traité"
