"""Each working morning, services are reminded of the questions that they owe an answer to."""

from django.db import transaction

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.actions.corresponding import tell_due
from parvis.products.mediature.actions.filing import tell
from parvis.products.mediature.enums import Fait
from parvis.products.mediature.models import Sollicitation
from parvis.products.mediature.queries.access import codes_of, correspondents
from parvis.products.mediature.queries.relances import stage_of


def remind_services(*, by: Actor) -> int:
    """Send the reminders that are due today, each once; how many were sent."""
    today, sent = clock.today(), 0
    for pk in list(Sollicitation.objects.awaited().order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            asked = Sollicitation.objects.awaited().select_for_update(of=("self",)).filter(pk=pk).first()
            if asked is None:
                continue
            stage = stage_of(asked.asked_at.astimezone(clock.PARIS).date(), asked.due_on, today)
            if stage <= asked.reminded:
                continue
            asked.reminded = stage
            asked.save(update_fields=["reminded"])
            if code := _code_of(asked):
                told = tell_due(by, asked, code)
                if told:
                    words = f"Rappel au service {asked.service_name}"[:500]
                    tell(by=by, saisine=asked.saisine, fait=Fait.MESSAGE, words=words)
                sent += told
    return sent


def _code_of(asked: Sollicitation) -> str | None:
    """The code of the link that was sent, under whichever master key made it."""
    return next(
        (
            code
            for code in codes_of(asked.reference)
            if asked.access in {holder.identifier for holder in correspondents(code)}
        ),
        None,
    )
