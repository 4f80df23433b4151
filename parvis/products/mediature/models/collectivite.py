"""A local authority that has a mediator: its public page, and the mandate of its mediator."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from parvis.core.geography.enums import Niveau
from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import Actor

# Addresses that lead elsewhere.
RESERVED = frozenset({"saisine", "suivi", "bureau", "rejoindre", "administration"})
# What the policy promises at most; an authority may declare less.
LONGEST_KEPT = 24


class CollectiviteQuerySet(models.QuerySet["Collectivite"]):
    """Authorities."""

    def visible_to(self, actor: Actor) -> "CollectiviteQuerySet":
        """Those that are open, to anybody; the others to their office and to the administrators of the platform."""
        if actor.platform_administrator:
            return self
        return self.filter(Q(opened_on__isnull=False) | Q(organisation__in=actor.organisations))

    def with_mandate(self) -> "CollectiviteQuerySet":
        """Those that may take a new saisine today: open, and their mediator's mandate runs."""
        today = clock.today()
        running = Mandat.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=today), collectivite=models.OuterRef("pk"), starts_on__lte=today
        )
        return self.filter(models.Exists(running), opened_on__lte=today)


class Collectivite(models.Model):
    """A commune, an EPCI, a département or a région; controller of the cases of its office."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="collectivite", verbose_name="organisation"
    )
    niveau = models.CharField("niveau", max_length=12, choices=Niveau)
    code = models.CharField("code INSEE ou SIREN du territoire", max_length=9)
    slug = models.SlugField("adresse de la page", max_length=60, unique=True)
    name = models.CharField("nom", max_length=150)
    presentation = models.TextField("présentation", max_length=4000, blank=True)
    how_to = models.TextField("comment saisir le médiateur", max_length=4000, blank=True)
    charter = models.TextField("charte du médiateur", max_length=20000, blank=True)
    address = models.CharField("adresse postale du médiateur", max_length=300, blank=True)
    phone = models.CharField("téléphone", max_length=40, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    hours = models.CharField("permanences", max_length=500, blank=True)
    representative = models.CharField("représentant légal", max_length=150)
    representative_title = models.CharField("qualité du représentant légal", max_length=150)
    dpo_email = models.EmailField("délégué à la protection des données", blank=True)
    kept_months = models.PositiveSmallIntegerField(
        "documents gardés après la clôture (mois)",
        default=LONGEST_KEPT,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_KEPT)],
    )
    opened_on = models.DateField("ouverte au public le", null=True, blank=True)

    objects: ClassVar[models.Manager["Collectivite"]] = CollectiviteQuerySet.as_manager()

    class Meta:
        verbose_name = "collectivité"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["niveau", "code"], name="collectivite_of_territory"),
            models.CheckConstraint(condition=~Q(slug__in=sorted(RESERVED)), name="collectivite_slug_is_free"),
            models.CheckConstraint(
                condition=Q(kept_months__gte=1, kept_months__lte=LONGEST_KEPT), name="collectivite_keeps_no_longer"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MandatQuerySet(models.QuerySet["Mandat"]):
    """Mandates."""

    def running(self) -> "MandatQuerySet":
        """Those that run today."""
        today = clock.today()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)


class Mandat(models.Model):
    """What the délibération gives to a mediator: a scope, means and a term. Public."""

    collectivite = models.ForeignKey(Collectivite, models.CASCADE, related_name="mandats", verbose_name="collectivité")
    mediateur = models.CharField("médiateur", max_length=150)
    deliberation = models.CharField("numéro de la délibération", max_length=80)
    deliberated_on = models.DateField("délibération du")
    starts_on = models.DateField("début du mandat")
    ends_on = models.DateField("fin du mandat", null=True, blank=True)
    scope = models.TextField("champ de compétences", max_length=4000)
    means = models.TextField("moyens", max_length=2000, blank=True)

    objects: ClassVar[models.Manager["Mandat"]] = MandatQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        ordering: ClassVar = [F("starts_on").desc(), "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="mandat_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mediateur}, {self.deliberation}"

    @property
    def runs(self) -> bool:
        """Whether it runs today."""
        today = clock.today()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    @property
    def comes(self) -> bool:
        """Whether it has not begun."""
        return self.starts_on > clock.today()
