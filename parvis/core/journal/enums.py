"""Why a day stands out, and which roles read the lines of their organisation."""

from django.db import models

READING_ROLES = ("gestionnaire", "dpo")


class Kind(models.TextChoices):
    """Reasons for which a day of an account stands out."""

    VOLUME = "volume", "Volume inhabituel"
    NIGHT = "night", "Consultations de nuit"
    EXPORT = "export", "Sortie de données"
