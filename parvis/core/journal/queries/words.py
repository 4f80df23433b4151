"""Lines of the journal in plain words: who, what, whose data, by which door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps

from parvis.core.journal.models import JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.kernel.declarations.jobs import jobs
from parvis.kernel.declarations.journal import identities, verbs
from parvis.kernel.declarations.loads import loads
from parvis.kernel.declarations.privacy import category_named
from parvis.kernel.scope import unnoted

CHANNELS = {"web": "site", "api": "API", "job": "tâche", "command": "commande", "test": "essai"}


@dataclass(frozen=True)
class Told:
    """One line as it is read aloud. ``actor_key`` stays, for links; nothing else is a key."""

    line: JournalEntry
    who: str
    did: str
    what: str
    data: tuple[str, ...]
    door: str

    @property
    def people(self) -> int | None:
        """How many people or rows it was about."""
        return len(self.line.subjects) or self.line.count


def tell(lines: Iterable[JournalEntry]) -> list[Told]:
    """Each of ``lines`` in words; one query a kind of person named, whatever their number."""
    found = list(lines)
    names = names_of({line.actor_key for line in found})
    return [
        Told(
            line,
            names[line.actor_key],
            verb_words(line.verb),
            object_words(line.object_key),
            tuple(dict.fromkeys(category_words(key) for key in line.categories)),
            CHANNELS.get(line.channel, line.channel),
        )
        for line in found
    ]


def names_of(actor_keys: Iterable[str]) -> Mapping[str, str]:
    """What to call each of these actors: their name as long as they have an account, then what is left of it."""
    names: dict[str, str] = {}
    wanted: dict[str, set[str]] = {}
    for key in actor_keys:
        kind, _, identifier = key.partition(":")
        wanted.setdefault(kind, set()).add(identifier)
        names[key] = _nobody(kind, identifier)
    for identity in identities:
        if identity.actor and (identifiers := wanted.get(identity.actor)):
            known = identity.names(identifiers)
            names |= {f"{identity.actor}:{identifier}": name for identifier, name in known.items()}
    return names


def _nobody(kind: str, identifier: str) -> str:
    if kind == "system":
        return f"la plateforme ({_task(identifier)})"
    return {"visitor": "un visiteur", "user": "compte effacé", "client": "programme effacé"}.get(kind, kind)


def _task(key: str) -> str:
    """What a task of the platform, or a load of the demonstration, calls itself."""
    if key in jobs:
        return jobs.get(key).label
    step = key.removeprefix("load.")
    return loads.get(step).label if step in loads else key


def person_words(key: str) -> str:
    """What to call the person behind a key such as ``accounts.User:12``."""
    kind, _, identifier = key.partition(":")
    if kind not in identities:
        return f"{object_words(key)} nº {identifier}"
    identity = identities.get(kind)
    return identity.names([identifier]).get(identifier, f"{identity.label} nº {identifier}, effacé")


def find_people(text: str) -> list[str]:
    """The keys of the people that ``text`` designates: what an app finds by it, or a key that the journal knows."""
    # Who asks leaves a line of their own; finding whom leaves none, or a second question would find the first.
    with unnoted():
        found = [f"{identity.key}:{identifier}" for identity in identities for identifier in identity.find(text)]
    return found or ([text] if known_pseudonyms([text]) else [])


def account_key(typed: str) -> str:
    """The key of whoever was designated by an address or a key; what was typed when nobody is known by it."""
    found = [key for person in find_people(typed) if (key := actor_key_of(person))] if typed else []
    return found[0] if found else typed


def actor_key_of(person: str) -> str:
    """Under which key somebody named by ``accounts.User:12`` acts; nothing for who never acts."""
    kind, _, identifier = person.partition(":")
    acts = identities.get(kind).actor if kind in identities else ""
    return f"{acts}:{identifier}" if acts else ""


def person_of(actor_key: str) -> str:
    """Under which key somebody who acts as ``user:12`` is named as a person; nothing for the platform itself."""
    kind, _, identifier = actor_key.partition(":")
    return next((f"{identity.key}:{identifier}" for identity in identities if identity.actor == kind), "")


def holders_of(actor_key: str) -> list[str]:
    """The key of the person who acts as ``actor_key``, as long as an app or the journal knows them; else nothing."""
    person = person_of(actor_key)
    kind, _, identifier = person.partition(":")
    with unnoted():
        held = bool(person) and identifier in identities.get(kind).names([identifier])
    return [person] if held or (person and known_pseudonyms([person])) else []


def verb_words(verb: str) -> str:
    """« a consulté »."""
    return verbs.get(verb).words if verb in verbs else verb


def category_words(key: str) -> str:
    """« Identité du titulaire (La plateforme) »."""
    try:
        service, _, category = category_named(key)
    except LookupError:
        return key
    return f"{category.label} ({service.title})"


def object_words(key: str) -> str:
    """« organisation », « lignes du journal »: the kind of thing, never its name."""
    label = key.partition(":")[0]
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return label
    return str(model._meta.verbose_name if ":" in key else model._meta.verbose_name_plural)
