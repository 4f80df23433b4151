"""The account of a person."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from parvis.kernel import clock


class UserManager(BaseUserManager["User"]):
    """Creates accounts known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; ``password=None`` makes it sign in by other means only."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account whatever the case in which its address is typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in, known by e-mail address; what they may do comes from memberships.

    ``last_login`` is the last sign-in: with the messages received from the person, it is the
    last contact from which the duration of the account is counted.
    """

    email = models.EmailField("adresse électronique", unique=True)
    first_name = models.CharField("prénom", max_length=150, blank=True)
    last_name = models.CharField("nom", max_length=150, blank=True)
    is_active = models.BooleanField("peut se connecter", default=True)
    is_platform_administrator = models.BooleanField("administre la plateforme", default=False)
    date_joined = models.DateTimeField("créé le", default=clock.now, editable=False)
    terms_version = models.CharField("version des conditions acceptée", max_length=20, blank=True, editable=False)
    terms_accepted_on = models.DateTimeField("conditions acceptées le", null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in lower case, whoever writes it: a library, a form or a command."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """First and last name, or nothing when neither was given."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """How a greeting calls this person."""
        return self.first_name or self.email
