"""Why a day stands out."""

from django.db import models


class Kind(models.TextChoices):
    """Reasons for which a day of an account stands out."""

    VOLUME = "volume", "Volume inhabituel"
    NIGHT = "night", "Consultations de nuit"
    EXPORT = "export", "Sortie de données"
