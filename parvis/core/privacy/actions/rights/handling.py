"""What happens on the way to an answer: more time, another addressee, the person who gives up, copies that end."""

from datetime import timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.core.documents.actions.keeping import destroy
from parvis.core.documents.models import Document
from parvis.core.notifications.actions.sending import notify
from parvis.core.privacy.actions.rights.answering import close_if_over
from parvis.core.privacy.actions.rights.evidence import everywhere, locked, note
from parvis.core.privacy.actions.rights.hiding import show_again
from parvis.core.privacy.actions.rights.mails import TRANSMITTED, Link, send_news
from parvis.core.privacy.enums.rights import WAITING, WORKABLE, State, StepKind
from parvis.core.privacy.models import RightsLeg, RightsRequest
from parvis.core.privacy.queries.rights.deadlines import deadline_of
from parvis.core.privacy.queries.rights.letters import extension_words
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.privacy import Right, services
from parvis.kernel.french.typography import date_in_words

COPIES_FOR: Final = timedelta(days=30)


def extend(*, by: Actor, leg: RightsLeg, complexity: str, link: Link) -> None:
    """Take three months in all, only for a complexity written down, and only while the person can still be told."""
    if not complexity.strip():
        raise ValidationError("Dites par écrit en quoi la demande est complexe : sans cela, le délai reste d’un mois.")
    with everywhere(by), transaction.atomic():
        held = locked(leg)
        if held.state != State.OPEN or not deadline_of(held).may_extend(clock.today()):
            raise ValidationError(
                "Le délai ne peut plus être prolongé : la personne devait en être informée dans le premier mois."
            )
        held.state, held.extended_on, held.complexity = State.EXTENDED, clock.today(), complexity.strip()
        held.due_on = deadline_of(held).due_on
        held.save()
        words = extension_words(held, complexity)
        note(by=by, request=held.request, leg=held, kind=StepKind.EXTENDED, sent=words)
        send_news(by=by, request=held.request, title="délai prolongé", words=words, link=link)


def transmit(*, by: Actor, leg: RightsLeg, email: str) -> None:
    """Pass a processor's leg on to its controller, with all that is needed to answer, and nothing else."""
    with everywhere(by), transaction.atomic():
        held = locked(leg)
        if not held.processor or held.state not in WORKABLE:
            raise ValidationError("Seule une demande en cours, traitée pour le compte d’autrui, se transmet.")
        request = held.request
        outgoing = notify(
            TRANSMITTED.key,
            to=email,
            context={
                "number": request.number,
                "right": held.get_right_display(),
                "leg": held,
                "request": request,
                "service": services.get(held.service).title,
                "received": date_in_words(held.received_on),
                "due": date_in_words(held.due_on) if held.due_on else "",
                "contact": request.email or request.phone,
            },
            by=by,
            reply_to=request.email or None,
        )
        held.transmitted_at, held.transmitted_to = clock.now(), email
        held.save(update_fields=["transmitted_at", "transmitted_to"])
        note(by=by, request=request, leg=held, kind=StepKind.TRANSMITTED, sent=outgoing.text)


def withdraw(*, by: Actor, request: RightsRequest) -> int:
    """The person gives up what is not yet answered; how many rights that is."""
    with everywhere(by), transaction.atomic():
        held = RightsRequest.objects.select_for_update().get(pk=request.pk)
        legs = list(RightsLeg.objects.select_for_update().filter(request=held, state__in=WAITING))
        for leg in legs:
            leg.request = held
            if leg.right == Right.OBJECT:
                show_again(by=by, leg=leg)
            leg.state, leg.closed_at = State.WITHDRAWN, clock.now()
            leg.save(update_fields=["state", "closed_at"])
            note(by=by, request=held, leg=leg, kind=StepKind.WITHDRAWN)
        close_if_over(by=by, request=held)
    return len(legs)


def destroy_old_copies(*, by: Actor) -> int:
    """Destroy the copies handed over more than 30 days ago; how many."""
    old = RightsLeg.objects.filter(bundle__isnull=False, closed_at__lt=clock.now() - COPIES_FOR)
    ended = list(old.select_related("request"))
    for leg in ended:
        with transaction.atomic():
            document = Document.objects.filter(pk=leg.bundle).first() if leg.bundle else None
            if document is not None:
                destroy(by=by, document=document)
            leg.bundle = None
            leg.save(update_fields=["bundle"])
            note(by=by, request=leg.request, leg=leg, kind=StepKind.DESTROYED)
    return len(ended)
