"""Who of the office has the same case open."""

from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from parvis.core.accounts.queries.naming import user_names
from parvis.kernel.actor import Actor
from parvis.kernel.scope import unnoted
from parvis.products.mediature.models import Agent, Saisine

# In seconds: three beats of an open page, so that one lost beat hides nobody.
FADES: Final = 90
MARKS: Final = cache


@dataclass(frozen=True)
class Here:
    """Colleagues who have a case open."""

    names: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What a page says back of what it shows already, so that nothing is told twice."""
        return str(salted_hmac("mediature.here", "\n".join(self.names)).hexdigest()[:16])


def mark_of(saisine: Saisine, user: str) -> str:
    """Where the mark of somebody on a case is: the key tells neither who nor which."""
    return f"mediature.here.{salted_hmac('mediature.here', f'{saisine.pk} {user}').hexdigest()}"


def others_here(actor: Actor, saisine: Saisine) -> Here:
    """The colleagues who have this case open, but for ``actor``."""
    agents = Agent.objects.visible_to(actor).current().filter(organisation=saisine.organisation_id)
    # Knowing who else reads is not a consultation.
    with unnoted():
        marks = {mark_of(saisine, str(pk)): str(pk) for pk in agents.values_list("user", flat=True)}
        marks = {mark: user for mark, user in marks.items() if user != actor.identifier}
        here = MARKS.get_many(marks)
        return Here(tuple(sorted(user_names(marks[each] for each in here).values())))
