"""Act as whoever holds the code in the address, on that draft or that case alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import current_scope, open_scope, unnoted
from parvis.products.mediature.models import Brouillon, Saisine
from parvis.products.mediature.queries.access import LABEL, LENGTH, holders, in_groups, typed_code
from parvis.products.mediature.queries.dossiers import root_of
from parvis.products.mediature.queries.pieces import reading
from parvis.products.mediature.queries.scissions import opened_besides

UNKNOWN: Final = (
    "Aucune saisine ne répond à ce code. Vérifiez-le sur votre reçu. Une saisine commencée et jamais envoyée est "
    "effacée 30 jours après son dernier enregistrement."
)
MISSES_PER_HOUR: Final = 20
MISS: Final = "mediature.miss"


@dataclass(frozen=True)
class Held:
    """What a code opens: a draft, or the saisine that it became.

    The number of a case may follow the code: of several that it opens, that one.
    """

    code: str
    by: Actor
    draft: Brouillon | None
    saisine: Saisine | None

    @property
    def spaced(self) -> str:
        """The code alone, as it is read aloud."""
        return in_groups(self.code[:LENGTH])

    @property
    def others(self) -> list[tuple[str, Saisine]]:
        """The other cases that the code opens, each with what opens it."""
        if self.saisine is None:
            return []
        key = self.code[:LENGTH]
        first = find_held(key)
        found = {first[2].pk: (key, first[2])} if first and first[2] else {}
        for holder in holders(key):
            for each in _besides(holder):
                found.setdefault(each.pk, (key + _signs(each), each))
        return [told for pk, told in found.items() if pk != self.saisine.pk]


def find_held(code: str) -> tuple[Actor, Brouillon | None, Saisine | None] | None:
    """Who holds ``code``, and what it opens; after a change of master key, under the key that made it."""
    key, number = code[:LENGTH], code[LENGTH:]
    if len(key) != LENGTH:
        return None
    for holder in holders(key):
        besides = [each for each in _besides(holder) if not number or _signs(each) == number]
        if number and besides:
            return _as_holder_of(besides[0])
        with acting_as(holder):
            draft = Brouillon.objects.visible_to(holder).select_related("collectivite").first()
            cases = Saisine.objects.visible_to(holder).select_related("requerant", "tiers", "mediateur")
            saisine = None if draft else cases.first()
            joined = _joined(holder) if not (draft or saisine) else None
        if draft or saisine:
            return holder, draft, saisine
        if joined is not None:
            return _of_the_whole(joined)
        if besides:
            # The first one is erased: what was split from it stays open to its person.
            return _as_holder_of(besides[0])
    return None


def _besides(holder: Actor) -> list[Saisine]:
    with acting_as(holder):
        return opened_besides(holder)


def _signs(saisine: Saisine) -> str:
    """Its number, as an address has it."""
    return typed_code(saisine.number)


def _joined(holder: Actor) -> Saisine | None:
    """The case of this code, when it became part of another one."""
    found: Saisine | None = Saisine.objects.filter(access=holder.identifier, merged_into__isnull=False).first()
    return found


def _of_the_whole(joined: Saisine) -> tuple[Actor, None, Saisine] | None:
    """Whoever holds the code of a case that was joined to another holds the other: the person was told so."""
    with reading(joined.organisation_id), unnoted():
        whole = root_of(joined)
    return _as_holder_of(whole)


def _as_holder_of(whole: Saisine) -> tuple[Actor, None, Saisine] | None:
    holder = Actor(ActorKind.CITIZEN, identifier=whole.access, label=LABEL)
    with acting_as(holder):
        saisine = Saisine.objects.visible_to(holder).select_related("requerant", "tiers", "mediateur").first()
    return (holder, None, saisine) if saisine else None


@contextmanager
def acting_as(holder: Actor) -> Iterator[None]:
    """Reach what this code opens, and no other row."""
    scope = current_scope()
    with open_scope(holder, channel=scope.channel if scope else "web", request_id=scope.request_id if scope else None):
        yield


def holding(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Find what the code opens and act as its holder; the page is kept nowhere, nor told to any tool."""

    @never_cache
    @wraps(view)
    def run(request: HttpRequest, code: str, **given: Any) -> HttpResponseBase:
        # The address is the key: a support chat or a measure of audience would carry it away.
        request.trackers = None  # type: ignore[attr-defined]  # what the tags that draw the page read
        typed = typed_code(code)
        found = find_held(typed)
        if found is None:
            raise Http404(UNKNOWN)
        try:
            with acting_as(found[0]):
                answer = view(request, Held(typed, *found), **given)
        except Brouillon.DoesNotExist:
            # Sent meanwhile, by a second press or from another page: the case is there.
            answer = redirect("mediature:receipt", code=typed)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return run
