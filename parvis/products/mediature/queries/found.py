"""Where, in a case, the words that were looked for stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.apps import apps

from parvis.kernel.actor import Actor
from parvis.kernel.database.prepared import Among
from parvis.kernel.database.words import Typed, may_hold
from parvis.kernel.french.folding import fold_letters
from parvis.products.mediature.models import Saisine
from parvis.products.mediature.queries.sources import SAID, SOURCES, Source

WIDTH: Final = 160
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Passage:
    """A few words of a case around those that were looked for; ``parts`` tell which ones are marked."""

    label: str
    parts: tuple[tuple[str, bool], ...]


def passages(actor: Actor, pks: Iterable[int], typed: Sequence[Typed]) -> dict[int, Passage]:
    """The first passage of each of these cases that has one of the words, as far as ``actor`` may read it."""
    left, found = set(pks), dict[int, Passage]()
    if not left or not typed:
        return found
    for source in (None, *SOURCES.values()):
        # No more is read of a case whose words were found; an empty list is asked for, so that pages ask as many times.
        texts = _said(actor, left) if source is None else _written(actor, source, left, typed)
        for pk, label, text in texts:
            if pk not in found and (passage := passage_of(label, text, typed)):
                found[pk] = passage
        left -= found.keys()
    return found


def passage_of(label: str, text: str, typed: Sequence[Typed]) -> Passage | None:
    """The words of ``text`` around the first one that was looked for."""
    folded = fold_letters(text)
    # Most texts of a case have none of them.
    if not any(word.may_be_in(folded) for word in typed):
        return None
    marks = [
        each.span() for each in _WORD.finditer(text) if any(word.is_in(fold_letters(each.group())) for word in typed)
    ]
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


def _said(actor: Actor, pks: set[int]) -> Iterator[tuple[int, str, str]]:
    for row in Saisine.objects.visible_to(actor).filter(Among("pk", list(pks))).values_list("pk", *SAID):
        for label, text in zip(SAID.values(), row[1:], strict=True):
            yield row[0], label, text


def _written(actor: Actor, source: Source, pks: set[int], typed: Sequence[Typed]) -> Iterator[tuple[int, str, str]]:
    model = apps.get_model("mediature", source.model)
    rows = model.objects.visible_to(actor).filter(Among("saisine", list(pks)), may_hold(source.field, typed))
    for pk, text in rows.values_list("saisine", source.field):
        yield pk, source.label, text
