"""A week of opening hours in French prose: « du lundi au vendredi : 9h-12h, le samedi de 10h à 12h ».

Days wait for times: the times that follow a group of days are theirs. A text that says more than
a week that repeats (« un lundi sur deux », « pendant les vacances ») is not guessed; « le 2e jeudi
du mois » is written as OpenStreetMap does, ``Th[2]``.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from parvis.kernel.french.opening_hours import CODES, NEVER, Slot, Week, merged
from parvis.products.data_inclusion.actions.mapping.day_hours import (
    ASIDE,
    IRREGULAR,
    Token,
    plain,
    slots_of,
    times_in,
)

_FULL: Final = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_SHORT: Final = "lun|mar|mer|jeu|ven|sam|dim"
_DAY: Final = re.compile(rf"\b(?:(?P<full>{_FULL})s?|(?P<short>{_SHORT})\b\.?)(?![a-zéè])", re.IGNORECASE)
_WHOLE_WEEK: Final = re.compile(r"\btous les jours\b|\b7\s?j\s?/\s?7\b|\b7\s?jours\s?(?:/|sur)\s?7\b")
_WORKING_WEEK: Final = re.compile(r"\b(?:la|en) semaine\b")
_WEEKEND: Final = re.compile(r"\b(?:le |les )?week-?\s?ends?\b")
_CLOSED: Final = re.compile(r"\bferm[ée]\w*|\bfermeture\b")
_ON_APPOINTMENT: Final = re.compile(r"\bsur (?:rdv|rendez[- ]vous)\b")
_HALF_DAY: Final = re.compile(r"\bmatins?\b|\bapr[èe]s[- ]?midis?\b")
_HOLIDAYS: Final = re.compile(r"ferm[ée]\w*[^.;\n]*jours? f[ée]ri[ée]s[^.;\n]*")
_NTH: Final = re.compile(
    r"(?P<ranks>(?:\b(?:1ere?|[2-5](?:nde?|[eè]me|e)|premi[eè]re?|deuxi[eè]me|second|troisi[eè]me|quatri[eè]me|"
    rf"dernier)s?\b[\s,]*(?:et\b\s*)?)++)(?P<day>{_FULL})s?\s+(?:du|de chaque|par)\s+mois"
)
_ORDINAL_DAY: Final = re.compile(
    rf"(?:1er|[2-5][eè](?:me)?|premiers?|derniers?|deuxi[eè]mes?)\s+(?:{_FULL})|\bdu mois\b"
)
_RANKS: Final = {"1": 1, "p": 1, "2": 2, "s": 2, "3": 3, "t": 3, "4": 4, "q": 4, "5": 5}
_ORDINAL: Final = re.compile(r"1ere?|[2-5](?:nde?|[eè]me|e)|premi|second|deuxi|troisi|quatri|dernier")
_TO: Final = re.compile(r"\s*(?:au|à|a|jusqu'?au|-)\s*")
_HYPHEN: Final = re.compile(r"\s*-\s*")
_NAMES: Final = _FULL.split("|")
_SHORTS: Final = _SHORT.split("|")
ALL_DAYS, WORKING_DAYS, WEEKEND_DAYS = tuple(range(7)), tuple(range(5)), (5, 6)
SHORTEST_CHAIN: Final = 3
TAKEN: Final = "§"  # in the place of a day already read, so that times do not reach across it
# « merdi » is a day badly written, « midi » is not a day.
_MISSPELT: Final = re.compile(rf"\b(?!(?:{_FULL})\b|midi\b|mi-?di\b)[a-z]{{2,7}}dis?\b")
_ASIDE_THAT_MATTERS: Final = re.compile(rf"\d|ferm[ée]|\brdv\b|rendez|{_FULL}")
_BETWEEN_DAYS: Final = re.compile(r"(?:[\s,/&-]|\b(?:et|les?|du|au)\b)*")


@dataclass(frozen=True)
class Prose:
    """What a text says: a week, openings on the nth day of the month, and whether an aside was left out."""

    week: Week
    monthly: tuple[str, ...] = ()
    aside: bool = False


@dataclass
class _Group:
    """Days, and the times said of them."""

    days: list[int] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    closed: bool = False


@dataclass(frozen=True)
class _Days(Token):
    days: tuple[int, ...] = ()


def read_week_prose(text: str) -> Prose | None:
    """The openings that a text says; None when it cannot be read without guessing."""
    asides = ASIDE.findall(plain(text))
    if any(IRREGULAR.search(aside) and not _is_about_holidays(aside) for aside in asides):
        return None
    bare = _HOLIDAYS.sub(" ", ASIDE.sub(" ", plain(text)))
    monthly = _monthly(bare)
    if monthly is not None:
        return monthly
    if IRREGULAR.search(bare) or _ORDINAL_DAY.search(bare) or _MISSPELT.search(_DAY.sub(" ", bare)):
        return None
    groups = _groups(bare)
    week = _week(groups) if groups else None
    return Prose(week, aside=any(map(_ASIDE_THAT_MATTERS.search, asides))) if week else None


def names_a_day(text: str) -> bool:
    """Whether a text, in lower case, names a day or days of the week."""
    return any(pattern.search(text) for pattern in (_DAY, _WHOLE_WEEK, _WORKING_WEEK, _WEEKEND))


def _is_about_holidays(aside: str) -> bool:
    return "pendant les vacances" in aside


def _monthly(text: str) -> Prose | None:
    """« le 2e jeudi du mois de 14h à 17h » alone."""
    found = _NTH.search(text)
    if not found:
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    times = times_in(rest)
    slots = slots_of([token.time for token in times]) if times else None
    if not slots or _DAY.search(rest) or IRREGULAR.search(rest):
        return None
    ranks = sorted({_rank(word) for word in _ORDINAL.findall(found["ranks"])}, key=lambda rank: (rank < 0, rank))
    code = CODES[_NAMES.index(found["day"])]
    said = ",".join(f"{opens}-{closes}" for opens, closes in slots)
    return Prose(NEVER, (f"{code}[{','.join(map(str, ranks))}] {said}",))


def _rank(word: str) -> int:
    if word.startswith("dernier"):
        return -1
    return _RANKS["2" if word.startswith("deux") else word[0]]


def _day_tokens(text: str) -> list[_Days]:
    single = [_Days("days", found.start(), found.end(), days=(_index(found),)) for found in _DAY.finditer(text)]
    tokens: list[_Days] = []
    position = 0
    while position < len(single):
        chain = _chain(text, single, position)
        if len(chain) >= SHORTEST_CHAIN:
            tokens.extend(chain)
            position += len(chain)
            continue
        following = single[position + 1] if position + 1 < len(single) else None
        if following and _TO.fullmatch(text, single[position].end, following.start):
            first, last = single[position].days[0], following.days[0]
            tokens.append(_Days("days", single[position].start, following.end, days=tuple(range(first, last + 1))))
            position += 2
            continue
        tokens.append(single[position])
        position += 1
    for pattern, days in ((_WHOLE_WEEK, ALL_DAYS), (_WORKING_WEEK, WORKING_DAYS), (_WEEKEND, WEEKEND_DAYS)):
        tokens.extend(_Days("days", found.start(), found.end(), days=days) for found in pattern.finditer(text))
    return tokens


def _index(found: re.Match[str]) -> int:
    return _NAMES.index(found["full"]) if found["full"] else _SHORTS.index(found["short"])


def _chain(text: str, single: list[_Days], position: int) -> list[_Days]:
    """« lundi-mardi-jeudi »: three days or more joined by hyphens are a list, not a range."""
    chain = [single[position]]
    for following in single[position + 1 :]:
        if not _HYPHEN.fullmatch(text, chain[-1].end, following.start):
            break
        chain.append(following)
    return chain


def _tokens(text: str) -> list[Token] | None:
    days = _day_tokens(text)
    if not days or any(not token.days for token in days):
        return None
    without_days = list(text)
    for token in days:
        without_days[token.start : token.end] = TAKEN * (token.end - token.start)
    rest = "".join(without_days)
    times = times_in(rest)
    if times is None:
        return None
    closed = [Token("closed", found.start(), found.end()) for found in _CLOSED.finditer(rest)]
    closed += [Token("appointment", found.start(), found.end()) for found in _ON_APPOINTMENT.finditer(rest)]
    half = [Token("half", found.start(), found.end()) for found in _HALF_DAY.finditer(rest)]
    # « fermé le matin, 14h-17h »: the times that follow say as much.
    known = sorted([*days, *times, *closed, *half], key=lambda token: token.start)
    return [
        token
        for token, after in zip(known, [*known[1:], Token("end", 0, 0)], strict=True)
        if not (token.kind == "closed" and after.kind == "half")
    ]


def _groups(text: str) -> list[_Group] | None:
    """Days and their times, in the order of the text; None when some have no others."""
    tokens = _tokens(text)
    if not tokens:
        return None
    said = [token for token in tokens if token.kind in {"days", "time"}]
    if said[0].kind == "time":
        return _times_first(text, tokens)
    reading = _Reading()
    if not all(reading.takes(token) for token in tokens):
        return None
    return reading.groups if all(group.times or group.closed for group in reading.groups) else None


@dataclass
class _Reading:
    """Days wait for their times; « fermé » closes the days before it or, after times, those to come."""

    groups: list[_Group] = field(default_factory=list)
    closing: bool = False

    def takes(self, token: Token) -> bool:
        """Whether the next piece makes sense after those before."""
        last = self.groups[-1] if self.groups else None
        if isinstance(token, _Days):
            if not last or last.times or last.closed:
                self.groups.append(_Group(closed=self.closing))
            self.groups[-1].days.extend(token.days)
        elif token.kind == "time":
            if not last or last.closed:
                return False
            last.times.append(token.time)
            self.closing = False
        elif token.kind == "half":
            return not self.closing
        elif last and not last.times:
            last.closed = True
        else:
            self.closing = token.kind == "closed"
        return True


def _times_first(text: str, tokens: list[Token]) -> list[_Group] | None:
    """« 9h-12h du lundi au vendredi »: all the times, then all the days, and nothing between those."""
    group = _Group()
    for before, token in zip([tokens[0], *tokens], tokens, strict=False):
        if token.kind in {"closed", "half"} or (token.kind == "time" and group.days):
            return None
        if before.kind == token.kind == "days" and not _BETWEEN_DAYS.fullmatch(text, before.end, token.start):
            return None
        if isinstance(token, _Days):
            group.days.extend(token.days)
        elif token.kind == "time":
            group.times.append(token.time)
    return [group] if group.days else None


def _week(groups: list[_Group]) -> Week | None:
    week: list[tuple[Slot, ...]] = list(NEVER)
    for group in groups:
        if group.closed:
            for day in group.days:
                week[day] = ()
            continue
        slots = slots_of(group.times)
        if not slots:
            return None
        for day in group.days:
            together = [*week[day], *slots]
            # Hours said twice that touch are one opening, others stay as they were said.
            week[day] = slots if not week[day] else merged(together)
    return tuple(week) if any(week) else None
