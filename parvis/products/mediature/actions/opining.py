"""The person says what they think of a mediation that is over: once, changed within thirty days."""

from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.scope import within
from parvis.products.mediature.actions.handling import trace
from parvis.products.mediature.enums import Satisfaction
from parvis.products.mediature.models import Avis, Saisine
from parvis.products.mediature.queries.avis import may_still_be_given

WRITER: Final = system("mediature.opinion")
OVER: Final = "Cet avis ne se donne plus, ou ne se change plus : le temps prévu est passé, ou la médiation a repris."
LONGEST: Final = 2000


def giver(saisine: int) -> Actor:
    """Whoever holds the link of an opinion: it opens no case."""
    return Actor(ActorKind.CITIZEN, identifier=f"avis-{saisine}", label="une personne, par le lien d’un avis")


@transaction.atomic
def give_opinion(*, by: Actor, saisine: Saisine, degree: Satisfaction, word: str | None = None) -> Avis:
    """Keep an opinion, or change it; without ``word``, the one that was written stays."""
    if word is not None and len(word) > LONGEST:
        raise ValidationError({"word": f"Votre mot dépasse {LONGEST} signes : raccourcissez-le."})
    with within(WRITER, organisations=[saisine.organisation_id]):
        found = Saisine.objects.select_for_update(of=("self",)).get(pk=saisine.pk)
        given = Avis.objects.filter(saisine=found).first()
        if not may_still_be_given(found, given):
            raise ValidationError(OVER)
        # The thirty days run from the first answer.
        given = given or Avis(saisine=found, given_at=clock.now())
        given.satisfaction = degree
        if word is not None:
            given.word = word.strip()
        given.save()
        trace(by, found, "mediature.opinion")
    return given
