"""Words that many services have: which services have them, and where in the text of each."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from parvis.products.data_inclusion.models.edition import Edition

STRETCH = 100


class Bits(models.TextField):
    """A set of numbers from zero up: the bit of each is set. Written and read in hexadecimal: ``xA0`` for 0 and 2."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bit varying"

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        return "%s::bit varying"


class CommonRoot(models.Model):
    """A root that more services have than are ranked one by one, and the set of those services in one edition.

    Services are numbered from zero, the best records first, the same for all the roots of an edition: see
    :class:`QualityStretch`. ``occurrences`` are how many positions each service of the set has, in their order,
    and ``positions`` all of these, one service after the other: two bytes each, as a ``tsvector`` sends them.
    """

    root = models.TextField("racine", primary_key=True)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name="édition")
    services = Bits("services")
    occurrences = models.BinaryField("nombre de positions par service", default=b"")
    positions = models.BinaryField("positions", default=b"")

    class Meta:
        verbose_name = "racine courante"
        verbose_name_plural = "racines courantes"
        ordering = ["root"]

    def __str__(self) -> str:
        return self.root


class QualityStretch(models.Model):
    """``STRETCH`` services that follow one another in one edition, the best records first, from number ``first``."""

    first = models.PositiveIntegerField("premier numéro", primary_key=True)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name="édition")
    identifiers = ArrayField(models.TextField(), verbose_name="services")

    class Meta:
        verbose_name = "suite de services par qualité"
        verbose_name_plural = "suites de services par qualité"
        ordering = ["first"]

    def __str__(self) -> str:
        return str(self.first)
