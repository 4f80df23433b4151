"""The states of a mail."""

from django.db.models import TextChoices


class Delivery(TextChoices):
    """Where a mail stands, from our side of the mail server."""

    WAITING = "waiting", "En attente"
    SENT = "sent", "Remis au serveur de courriel"
    REFUSED = "refused", "Refusé par le serveur de courriel"
    ABANDONED = "abandoned", "Abandonné"
    RETURNED = "returned", "Revenu : non distribué"
