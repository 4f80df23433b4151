"""Words that many services have, with the set of those that have them."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from parvis.products.data_inclusion.models.edition import Edition


class Bits(models.TextField):
    """A set of numbers from zero up: the bit of each is set. Written and read in hexadecimal: ``xA0`` for 0 and 2."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bit varying"

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        return "%s::bit varying"


class CommonRoot(models.Model):
    """A root that more services have than are ranked, and the set of those services in one edition.

    Services are numbered from zero, in an order that means nothing, the same for all the roots of an edition.
    """

    root = models.TextField("racine", primary_key=True)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name="édition")
    services = Bits("services")

    class Meta:
        verbose_name = "racine courante"
        verbose_name_plural = "racines courantes"
        ordering = ["root"]

    def __str__(self) -> str:
        return self.root
