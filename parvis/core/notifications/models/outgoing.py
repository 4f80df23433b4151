"""A mail on its way to one person."""

from typing import Any
from uuid import uuid4

from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.utils.timezone import localtime

from parvis.core.notifications.enums import Delivery
from parvis.kernel import clock
from parvis.kernel.declarations.notifications import enclosings, messages


class Outgoing(models.Model):
    """One mail to one address; its words are kept until it is sent, the fact that it was sent for a year.

    A request writes such rows and never reads them: only the platform's own tasks do.
    """

    id = models.UUIDField("identifiant", primary_key=True, default=uuid4, editable=False)
    key = models.CharField("message", max_length=100)
    recipient = models.EmailField("destinataire", max_length=320)
    reply_to = models.CharField("réponse à", max_length=320, blank=True)
    sender = models.CharField("expéditeur", max_length=320)
    subject = models.CharField("objet", max_length=400, blank=True)
    text = models.TextField("texte", blank=True)
    html = models.TextField("texte mis en forme", blank=True)
    message_id = models.CharField("identifiant du courriel", max_length=200)
    state = models.CharField("état", max_length=10, choices=Delivery.choices, default=Delivery.WAITING)
    attempts = models.PositiveIntegerField("essais", default=0)
    last_error = models.CharField("dernière erreur", max_length=100, blank=True)
    envelope = models.CharField("adresse de retour", max_length=320, blank=True)
    shown_to = models.TextField("copies montrées", blank=True)
    in_reply_to = models.CharField("en réponse à", max_length=200, blank=True)
    enclosed = models.TextField("pièces jointes", blank=True)
    about = models.CharField("ce dont il s’agit", max_length=100, blank=True)
    by_hand = models.BooleanField("écrit par une personne", default=False)
    created_on = models.DateTimeField("écrit le", default=clock.now, editable=False)
    sent_on = models.DateTimeField("envoyé le", null=True, blank=True)

    class Meta:
        verbose_name = "courriel sortant"
        verbose_name_plural = "courriels sortants"
        ordering = ("-created_on",)
        indexes = [models.Index(fields=["created_on"], name="outgoing_created_on")]

    def __str__(self) -> str:
        label = messages.get(self.key).label if self.key in messages else self.key
        return f"{label}, {localtime(self.created_on):%d/%m/%Y}"

    def email(self, connection: Any) -> EmailMultiAlternatives:
        """The mail as the mail server receives it; ``envelope`` is where it comes back when nobody takes it."""
        email = EmailMultiAlternatives(
            self.subject,
            self.text,
            self.envelope or self.sender,
            [self.recipient],
            reply_to=[self.reply_to] if self.reply_to else None,
            headers=self._headers(),
            connection=connection,
        )
        if self.html:
            email.attach_alternative(self.html, "text/html")
        for each in self.enclosed.split():
            kind, _, identifier = each.partition(":")
            file = enclosings.get(kind).opens(identifier)
            email.attach(file.name, file.content, file.media_type)
        return email

    def _headers(self) -> dict[str, str]:
        headers = {"Message-ID": self.message_id, "From": self.sender}
        if self.by_hand or self.about:
            # By these two, Mailjet and Brevo name the mail when they tell what became of it.
            headers |= {"X-MJ-CustomID": str(self.pk), "X-Mailin-custom": str(self.pk)}
        if not self.by_hand:
            return headers | {"Auto-Submitted": "auto-generated"}
        if self.in_reply_to:
            headers |= {"In-Reply-To": self.in_reply_to, "References": self.in_reply_to}
        if self.shown_to:
            headers["Cc"] = self.shown_to
        return headers

    def forget_words(self) -> None:
        """Keep the fact, not the words: they may hold a link that opens an account."""
        self.subject = self.text = self.html = self.shown_to = ""
