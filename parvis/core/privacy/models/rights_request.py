"""What a person asks about their data: one request, a leg for each right and each controller, and its steps."""

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from parvis.core.privacy.enums.rights import WAITING, Channel, Ground, Proof, State, StepKind
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Right, services
from parvis.kernel.masters import present_fingerprint

RIGHTS = [(right.value, right.words) for right in Right]


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    """Requests."""

    def visible_to(self, actor: Actor) -> "RightsRequestQuerySet":
        """All to platform administrators; to a data protection officer, those with a leg that they answer."""
        if actor.platform_administrator:
            return self.all()
        return self.filter(pk__in=RightsLeg.objects.visible_to(actor).values("request"))


class RightsRequest(models.Model):
    """One form filled in by one person. The code of its private link is derived from a key, and kept nowhere.

    ``paused_on`` is set while proof of identity is awaited; ``paused_days`` adds up the pauses that are over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField("numéro", max_length=12, unique=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="compte"
    )
    name = models.CharField("nom et prénom", max_length=200)
    email = models.EmailField("adresse électronique", max_length=320, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    file_number = models.CharField("numéro de dossier", max_length=80, blank=True)
    postal_address = models.CharField("adresse postale", max_length=300, blank=True)
    mandate = models.CharField("personne représentée", max_length=200, blank=True)
    represented_email = models.EmailField("adresse électronique de la personne représentée", max_length=320, blank=True)
    represented_phone = models.CharField("téléphone de la personne représentée", max_length=20, blank=True)
    text = models.TextField("précisions", max_length=4000, blank=True)
    channel = models.CharField("voie", max_length=10, choices=Channel, default=Channel.FORM)
    received_at = models.DateTimeField("reçue le", default=clock.now)
    proof = models.CharField("identité", max_length=10, choices=Proof, default=Proof.NONE)
    proven_at = models.DateTimeField("identité confirmée le", null=True, blank=True)
    paused_on = models.DateField("délai suspendu depuis le", null=True, blank=True)
    paused_days = models.PositiveIntegerField("jours de suspension", default=0)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    document = models.UUIDField("pièce justificative", null=True, blank=True)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande"
        ordering: ClassVar = ["-received_at", "id"]

    def __str__(self) -> str:
        return self.number


class RightsLegQuerySet(models.QuerySet["RightsLeg"]):
    """Rights asked."""

    def visible_to(self, actor: Actor) -> "RightsLegQuerySet":
        """All to platform administrators; to a data protection officer, what their organisation answers for."""
        if actor.platform_administrator:
            return self.all()
        return self.filter(organisation__in=[pk for pk, role in actor.roles if role == "dpo"])

    def waiting(self) -> "RightsLegQuerySet":
        """Those whose answer is still due."""
        return self.filter(state__in=WAITING)


class RightsLeg(models.Model):
    """One right, of one service, asked of one controller: it has its own answer and its own deadline.

    ``organisation`` is the desk that answers for the controller, where it has one on this platform.
    ``subject`` is a keyed digest of who asks, so that the same is not open twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(RightsRequest, models.CASCADE, related_name="legs", verbose_name="demande")
    account = models.BigIntegerField("compte", null=True, blank=True)
    subject = models.CharField("empreinte de la personne", max_length=64)
    right = models.CharField("droit", max_length=10, choices=RIGHTS)
    service = models.CharField("service", max_length=60)
    activities = ArrayField(models.CharField(max_length=60), verbose_name="traitements", default=list)
    controller = models.CharField("responsable", max_length=300)
    processor = models.BooleanField("exécuté par un sous-traitant", default=False)
    addressee = models.CharField("collectivité ou personne concernée", max_length=200, blank=True)
    organisation = models.BigIntegerField("organisation qui répond", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.IDENTITY)
    received_on = models.DateField("reçue le")
    due_on = models.DateField("réponse due le", null=True, blank=True)
    extended_on = models.DateField("prolongée le", null=True, blank=True)
    complexity = models.CharField("complexité", max_length=500, blank=True)
    transmitted_at = models.DateTimeField("transmise le", null=True, blank=True)
    transmitted_to = models.CharField("transmise à", max_length=320, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    ground = models.CharField("motif du refus", max_length=20, choices=Ground, blank=True)
    late = models.BooleanField("répondue en retard", default=False)
    lift_on = models.DateField("levée annoncée pour le", null=True, blank=True)
    lifted_at = models.DateTimeField("limitation levée le", null=True, blank=True)
    bundle = models.UUIDField("copie remise", null=True, blank=True)
    bundle_name = models.CharField("nom du fichier remis", max_length=80, blank=True)

    objects: Any = models.Manager.from_queryset(RightsLegQuerySet)()

    class Meta:
        verbose_name = "droit demandé"
        verbose_name_plural = "droits demandés"
        ordering: ClassVar = ["received_on", "id"]
        indexes = [models.Index(fields=["organisation", "state", "due_on"], name="leg_by_desk")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "right", "service", "controller", "addressee"],
                condition=Q(state__in=WAITING),
                name="right_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_right_display()} ({services.get(self.service).title})"

    @property
    def service_title(self) -> str:
        """The name of the service that people know."""
        return services.get(self.service).title

    @property
    def key(self) -> str:
        """How the journal names it."""
        return f"privacy.RightsLeg:{self.pk}"


class RightsStep(models.Model):
    """One step of the proof: who did what, when, the very words sent, the hash of what was handed over. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(RightsRequest, models.CASCADE, related_name="steps", verbose_name="demande")
    leg = models.ForeignKey(
        RightsLeg, models.CASCADE, null=True, blank=True, related_name="steps", verbose_name="droit demandé"
    )
    at = models.DateTimeField("date", default=clock.now)
    by = models.CharField("auteur", max_length=120)
    kind = models.CharField("étape", max_length=20, choices=StepKind)
    sent = models.TextField("texte envoyé", blank=True)
    digest = models.CharField("empreinte de la copie remise", max_length=64, blank=True)

    class Meta:
        verbose_name = "étape"
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{localtime(self.at):%d/%m/%Y}, {self.get_kind_display()}"


class RightsDesk(models.Model):
    """Which organisation of this platform answers for a controller of the register; without one, administrators do."""

    controller = models.CharField("responsable", max_length=300, primary_key=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="+", verbose_name="organisation qui répond"
    )

    class Meta:
        verbose_name = "guichet"

    def __str__(self) -> str:
        return self.controller


class Suppression(models.Model):
    """A person whose contact must not come back: a keyed digest of an address or number, never the thing itself.

    ``key`` is the fingerprint of the master key under which the digest was made; ``case`` the key of the leg for
    which it was, which a restore may lose while this stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    service = models.CharField("service", max_length=60)
    digest = models.CharField("empreinte à clé", max_length=64)
    key = models.CharField("clé employée", max_length=16, default=present_fingerprint)
    case = models.CharField("dossier de l’opposition", max_length=40)
    since = models.DateTimeField("depuis le", default=clock.now)

    class Meta:
        verbose_name = "empreinte d’opposition"
        verbose_name_plural = "empreintes d’opposition"
        constraints = [models.UniqueConstraint(fields=["service", "digest", "case"], name="suppression_once")]

    def __str__(self) -> str:
        return self.digest[:8]
