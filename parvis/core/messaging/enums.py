"""Doors and states of the mail that comes in."""

from django.db.models import TextChoices


class Door(TextChoices):
    """By which way a mail came in."""

    SMTP = "smtp", "Notre serveur de courriel"
    PROVIDER = "provider", "Prestataire d’envoi"


class Taken(TextChoices):
    """What became of a mail."""

    WAITING = "waiting", "En attente"
    KEPT = "kept", "Remis à son dossier"
    RETURNED = "returned", "Avis de non-distribution"
    NOBODY = "nobody", "Pour personne : adresse inconnue"
