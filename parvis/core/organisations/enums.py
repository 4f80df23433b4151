"""Choices of the organisations."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a member may do in an organisation, whatever the service."""

    GESTIONNAIRE = "gestionnaire", "Gestionnaire"
    MEMBRE = "membre", "Membre"
    DPO = "dpo", "Délégué à la protection des données"


class Kind(TextChoices):
    """What sort of legal body it is."""

    COMMUNE = "commune", "Commune"
    EPCI = "epci", "Intercommunalité"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    CCAS = "ccas", "CCAS ou CIAS"
    ASSOCIATION = "association", "Association"
    ETAT = "etat", "Service ou opérateur de l’État"
    GIP = "gip", "Groupement d’intérêt public"
    ENTREPRISE = "entreprise", "Entreprise"
    AUTRE = "autre", "Autre organisme"
