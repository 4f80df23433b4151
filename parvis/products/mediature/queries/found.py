"""Where, in a case, the words that were looked for stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.apps import apps

from parvis.kernel.actor import Actor
from parvis.kernel.database.words import Typed
from parvis.kernel.french.folding import fold
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.queries.sources import SAID, SOURCES

WIDTH: Final = 160
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Passage:
    """A few words of a case around those that were looked for; ``parts`` tell which ones are marked."""

    label: str
    parts: tuple[tuple[str, bool], ...]


def passages(actor: Actor, pks: Iterable[int], typed: Sequence[Typed]) -> dict[int, Passage]:
    """The first passage of each of these cases that has one of the words, as far as ``actor`` may read it."""
    wanted = list(pks)
    found: dict[int, Passage] = {}
    for pk, label, text in _texts(actor, wanted) if wanted and typed else ():
        if pk not in found and (passage := passage_of(label, text, typed)):
            found[pk] = passage
    return found


def passage_of(label: str, text: str, typed: Sequence[Typed]) -> Passage | None:
    """The words of ``text`` around the first one that was looked for."""
    folded = fold(text)
    # Most texts of a case have none of them.
    if not any(word.may_be_in(folded) for word in typed):
        return None
    marks = [each.span() for each in _WORD.finditer(text) if any(word.is_in(fold(each.group())) for word in typed)]
    if not marks:
        return None
    start = max(marks[0][0] - WIDTH // 2, 0)
    # From the beginning of a word to the end of one.
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(start + WIDTH, len(text))
    end = text.find(" ", end) if " " in text[end:] else len(text)
    parts, at = [("…" if start else "", False)], start
    for first, last in marks:
        if last <= end:
            parts += [(text[at:first], False), (text[first:last], True)]
            at = last
    parts += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return Passage(label, tuple((words, marked) for words, marked in parts if words))


def _texts(actor: Actor, pks: list[int]) -> Iterator[tuple[int, str, str]]:
    for row in Saisine.objects.visible_to(actor).filter(pk__in=pks).values_list("pk", *SAID):
        for label, text in zip(SAID.values(), row[1:], strict=True):
            yield row[0], label, text
    for source in SOURCES.values():
        model = apps.get_model("mediature", source.model)
        for pk, text in model.objects.visible_to(actor).filter(saisine__in=pks).values_list("saisine", source.field):
            yield pk, source.label, text
