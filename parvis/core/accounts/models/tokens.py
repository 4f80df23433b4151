"""Programs that call the API, known by a token of which only a keyed hash is kept."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac

from parvis.core.accounts.enums import TERMS_VERSION, TokenRefusal
from parvis.core.accounts.models.user import User
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.masters import masters

PREFIX_LENGTH = 8


def token_hash(secret: str, master: str = "") -> str:
    """The keyed hash of a token: without the master key, a copy of the table guesses nothing."""
    key = master or settings.PARVIS_MASTER_KEY
    return salted_hmac("parvis.accounts.token", secret, secret=key, algorithm="sha256").hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens, as somebody may see them."""

    def visible_to(self, actor: Actor) -> "ApiTokenQuerySet":
        """All of them for an administrator of the platform, one's own for anybody else."""
        if actor.platform_administrator:
            return self
        if not actor.signed_in:
            return self.none()
        return self.filter(created_by=int(actor.identifier))

    def live(self) -> "ApiTokenQuerySet":
        """Neither revoked nor expired."""
        unexpired = models.Q(expires_on__isnull=True) | models.Q(expires_on__gt=clock.now())
        return self.filter(unexpired, revoked_on__isnull=True)


class ApiToken(models.Model):
    """A program's right to call the API, for named scopes, under an accepted version of the terms."""

    name = models.CharField("nom", max_length=100)
    prefix = models.CharField("début du jeton", max_length=PREFIX_LENGTH, unique=True, editable=False)
    secret_hash = models.CharField("empreinte", max_length=64, editable=False)
    scopes = ArrayField(models.CharField(max_length=50), verbose_name="portées", default=list)
    terms_version = models.CharField("version des conditions acceptée", max_length=20)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="api_tokens", verbose_name="créé par"
    )
    created_on = models.DateTimeField("créé le", default=clock.now, editable=False)
    expires_on = models.DateTimeField("expire le", null=True, blank=True)
    revoked_on = models.DateTimeField("révoqué le", null=True, blank=True)
    last_used_on = models.DateField("dernier usage", null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "jeton d’API"
        verbose_name_plural = "jetons d’API"
        ordering = ["-created_on", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A token without scope would open nothing: refuse to keep it."""
        if not self.scopes:
            raise ValueError("Un jeton porte au moins une portée")
        super().save(*args, **kwargs)

    def matches(self, secret: str) -> bool:
        """Whether ``secret`` is this token, compared in constant time."""
        return any(constant_time_compare(self.secret_hash, token_hash(secret, master)) for master in masters())

    @property
    def refusal(self) -> TokenRefusal | None:
        """Why this token opens nothing any more, or ``None`` while it does."""
        if self.revoked_on is not None:
            return TokenRefusal.REVOKED
        if self.expires_on is not None and self.expires_on <= clock.now():
            return TokenRefusal.EXPIRED
        if self.terms_version != TERMS_VERSION:
            return TokenRefusal.TERMS
        return None

    @property
    def state(self) -> str:
        """In one French word, for lists."""
        return {
            None: "actif",
            TokenRefusal.REVOKED: "révoqué",
            TokenRefusal.EXPIRED: "expiré",
            TokenRefusal.TERMS: "conditions à accepter",
        }.get(self.refusal, "inconnu")
