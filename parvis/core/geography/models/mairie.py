"""Mairies: where a commune receives people."""

from typing import Final

from django.db import models

from parvis.core.geography.enums import Accessibility
from parvis.core.geography.models.commune import Commune

DAYS: Final = {
    "lundi": "Mo",
    "mardi": "Tu",
    "mercredi": "We",
    "jeudi": "Th",
    "vendredi": "Fr",
    "samedi": "Sa",
    "dimanche": "Su",
}


class Mairie(models.Model):
    """The mairie of a commune, of an arrondissement or of a delegated commune.

    ``hours`` is a list of ``[first day, last day, [[opens, closes], …]]``, days in French, times
    as ``HH:MM``.
    """

    commune = models.OneToOneField(
        Commune, models.CASCADE, primary_key=True, related_name="mairie", verbose_name="commune"
    )
    address = models.TextField("adresse", help_text="Sans le code postal ni la ville.", blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    town = models.CharField("ville", max_length=80, blank=True)
    longitude = models.FloatField("longitude", null=True)
    latitude = models.FloatField("latitude", null=True)
    hours = models.JSONField("horaires", default=list, blank=True)
    email = models.CharField("adresse électronique", max_length=254, blank=True)
    phone = models.CharField("téléphone", max_length=40, blank=True)
    website = models.CharField("site internet", max_length=300, blank=True)
    accessibility = models.CharField("accessibilité", max_length=3, choices=Accessibility, blank=True)
    accessibility_details = models.TextField("précisions sur l'accessibilité", blank=True)

    class Meta:
        verbose_name = "mairie"

    def __str__(self) -> str:
        return f"Mairie {self.commune.of_name}"

    @property
    def opening_hours(self) -> str:
        """The hours as OpenStreetMap writes them: ``Mo-Fr 08:30-12:00,13:30-17:30; Sa 08:30-12:00``."""
        rules = []
        for first, last, slots in self.hours:
            days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
            rules.append(f"{days} {','.join(f'{opens}-{closes}' for opens, closes in slots)}")
        return "; ".join(rules)
