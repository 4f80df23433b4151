"""Why a day stands out, and what is concluded of it."""

from django.db import models


class Kind(models.TextChoices):
    """Reasons for which a day of an account stands out."""

    VOLUME = "volume", "Volume inhabituel"
    NIGHT = "night", "Consultations de nuit"
    EXPORT = "export", "Sortie de données"


class Conclusion(models.TextChoices):
    """What an administrator made of it."""

    WAITING = "waiting", "À examiner"
    EXPLAINED = "explained", "Expliquée"
    FOLLOWED = "followed", "À suivre"
