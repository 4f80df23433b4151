"""Choices and states."""

from django.db import models


class SourceKind(models.TextChoices):
    """Where a source's records come from."""

    OFFICIAL = "official", "référentiel officiel"
    PRODUCER = "producer", "producteur de données"


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


class Verdict(models.TextChoices):
    """What became of one line of a source."""

    ACCEPTED = "accepted", "acceptée"
    CORRECTED = "corrected", "corrigée"
    REFUSED = "refused", "refusée"
