"""What the antivirus said of a file."""

from django.db.models import TextChoices


class Scan(TextChoices):
    """Only a clean file is served; in the demonstration, one that nothing could scan is too, and says so."""

    WAITING = "waiting", "En attente d’analyse"
    CLEAN = "clean", "Sain"
    INFECTED = "infected", "Infecté"
    UNSCANNED = "unscanned", "Non analysé"
