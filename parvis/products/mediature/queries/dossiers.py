"""The cases of the offices that somebody works in: found, counted, and what one case gathers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from parvis.core.accounts.queries.naming import user_names
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.database.prepared import Among
from parvis.kernel.scope import unnoted
from parvis.products.mediature.enums import DECIDE, ENDED, Etat, Fait, Fonction
from parvis.products.mediature.models import Agent, Collectivite, Ligne, Saisine, SearchEntry, Sollicitation
from parvis.products.mediature.models.saisine import SaisineQuerySet
from parvis.products.mediature.queries.echeances import Echeance, echeances, next_of
from parvis.products.mediature.queries.found import Passage
from parvis.products.mediature.queries.retards import late
from parvis.products.mediature.queries.silences import COMPULSORY, silence_of, silent_for

TABS: Final = {
    "attribuer": "À attribuer",
    "miens": "Mes dossiers",
    "tous": "Tous",
    "termines": "Terminés",
}
SORTS: Final = {
    "recentes": "Les plus récentes d’abord",
    "anciennes": "Les plus anciennes d’abord",
    "echeance": "Par échéance fixée",
    "echange": "Sans échange depuis le plus longtemps",
}
NOBODY: Final = "aucun"
# Beyond, a list is filtered or sorted otherwise; a tab says « plus de 999 ».
MANY: Final = 1000
FURTHEST: Final = 3000
# Of those that words find, nobody reads more: other words are typed.
FOUND: Final = 300


@dataclass(frozen=True)
class Wish:
    """What is looked for in the list."""

    tab: str = "attribuer"
    words: str = ""
    etat: str = ""
    recevabilite: str = ""
    canal: str = ""
    domaine: int | None = None
    mediateur: str = ""
    late: bool = False
    silent: int = 0
    ended_from: date | None = None
    ended_until: date | None = None
    sort: str = "recentes"


@dataclass(frozen=True)
class Line:
    """A case in the list."""

    saisine: Saisine
    next: Echeance | None
    office: str
    passage: Passage | None = None

    @property
    def silence(self) -> int:
        """For how many months nobody has written in it."""
        return silence_of(self.saisine)

    @property
    def silence_words(self) -> str:
        """What its silence asks for."""
        return "Clôture à décider" if self.silence == COMPULSORY else "Clôture à proposer"


def offices_of(actor: Actor) -> dict[int, Fonction]:
    """The offices that ``actor`` works in, and as what."""
    agents = Agent.objects.visible_to(actor).current().filter(user=int(actor.identifier))
    # Knowing who acts is not a consultation.
    with unnoted():
        return {organisation: Fonction(name) for organisation, name in agents.values_list("organisation", "fonction")}


def office_names(offices: Iterable[int]) -> dict[int, str]:
    """The authority of each office."""
    return dict(Collectivite.objects.filter(organisation__in=offices).values_list("organisation", "name"))


def mediators(offices: Iterable[int]) -> Mapping[str, str]:
    """The mediators of these offices, by account."""
    agents = Agent.objects.current().filter(organisation__in=offices, fonction__in=DECIDE)
    names = user_names(str(pk) for pk in agents.values_list("user", flat=True))
    return dict(sorted(names.items(), key=lambda each: each[1]))


def dossiers(actor: Actor, offices: Iterable[int], wish: Wish) -> SaisineQuerySet:
    """The cases of these offices that ``wish`` asks for; its words are those that the session looks for meanwhile."""
    found = _tab(_all(actor, offices), actor, wish.tab)
    for name in ("etat", "recevabilite", "canal"):
        if value := getattr(wish, name):
            found = found.filter(**{name: value})
    if wish.domaine is not None:
        found = found.filter(Q(domaine=wish.domaine) | Q(domaine__parent=wish.domaine))
    if wish.mediateur == NOBODY:
        found = found.filter(mediateur=None)
    elif wish.mediateur:
        found = found.filter(mediateur=int(wish.mediateur))
    found = _dated(found, wish)
    if wish.words:
        found = found.filter(pk__in=SearchEntry.objects.visible_to(actor).values("saisine"))
    return found.order_by(*_order(wish.sort))


def _dated(found: SaisineQuerySet, wish: Wish) -> SaisineQuerySet:
    """Those that ended within some days, are late, or silent."""
    for name, day in (("gte", wish.ended_from), ("lte", wish.ended_until)):
        if day is not None:
            found = found.filter(**{f"closed_at__date__{name}": day})
    if wish.late:
        found = late(with_asked(found))
    if wish.silent:
        found = silent_for(found, wish.silent)
    return found


def counts(actor: Actor, offices: Iterable[int]) -> dict[str, int]:
    """How many cases there are under each tab; ``MANY`` where there are as many or more."""
    found = _all(actor, offices)
    return {tab: bounded(_tab(found, actor, tab), MANY) for tab in TABS}


def bounded(found: SaisineQuerySet, most: int) -> int:
    """How many there are, counted no further than ``most``: nobody reads what comes after."""
    return found.order_by().values("pk")[:most].count()


def readable(found: SaisineQuerySet, wish: Wish) -> tuple[int, bool]:
    """How many of the cases that ``wish`` asks for are read by pages, and whether there are more."""
    if not wish.words:
        count = bounded(found, FURTHEST + 1)
        return min(count, FURTHEST), count > FURTHEST
    # By date, which has an index: when nearly every case has the words, the database stops early.
    count = found.order_by(*_order("recentes")).values("pk")[: FOUND + 1].count()
    return min(count, FOUND), count > FOUND


def shown(actor: Actor, pks: list[int]) -> list[Saisine]:
    """The cases of a page, in its order, with what the list tells of them: read once they are chosen."""
    found = (
        with_asked(Saisine.objects.visible_to(actor)).filter(Among("pk", pks)).select_related("requerant", "mediateur")
    )
    kept = {each.pk: each for each in found.defer("facts", "expected", "reasons", "conclusion")}
    return [kept[pk] for pk in pks if pk in kept]


def lines(page: Iterable[Any], names: Mapping[int, str], passages: Mapping[int, Passage] | None = None) -> list[Line]:
    """Each case of a page with what waits, where its words are and, for somebody of several offices, whose it is."""
    several = len(names) > 1
    return [
        Line(
            saisine,
            next_of(echeances(saisine, saisine.asked_at, saisine.reply_due)),
            names.get(saisine.organisation_id, "") if several else "",
            (passages or {}).get(saisine.pk),
        )
        for saisine in page
    ]


def one(actor: Actor, number: str) -> Saisine | None:
    """The case of this number, with what its page tells; nothing for a stranger to its office."""
    return (
        with_asked(_all(actor, offices_of(actor)))
        .select_related("requerant", "mediateur", "domaine__parent", "tiers")
        .filter(number=number)
        .first()
    )


def whole_of(actor: Actor, number: str) -> str:
    """The number of the case that the one of this ``number`` was joined to, if it was."""
    offices = list(offices_of(actor))
    joined = Saisine.objects.filter(number=number, organisation__in=offices, merged_into__isnull=False).first()
    return root_of(joined).number if joined else ""


def root_of(joined: Saisine) -> Saisine:
    """The case that holds it all, when one was joined to another, and that one to a third."""
    while joined.merged_into_id is not None:
        joined = Saisine.objects.get(pk=joined.merged_into_id)
    return joined


def with_asked(found: SaisineQuerySet) -> SaisineQuerySet:
    """Each case with when its administration was last asked, and for which day the first answer is awaited."""
    asked = Ligne.objects.filter(saisine=OuterRef("pk"), fait=Fait.ETAT, words=Etat.ATTENTE_ADMINISTRATION.label)
    awaited = Sollicitation.objects.awaited().filter(saisine=OuterRef("pk")).order_by("due_on")
    return found.annotate(
        asked_at=Subquery(asked.order_by("-at").values("at")[:1]), reply_due=Subquery(awaited.values("due_on")[:1])
    )


def told(actor: Actor, saisine: Saisine) -> list[tuple[str, str, datetime]]:
    """The line of time, the last first: what, by whom, when."""
    return as_told(actor, Ligne.objects.visible_to(actor).filter(saisine=saisine))


def as_told(actor: Actor, lines: QuerySet[Ligne]) -> list[tuple[str, str, datetime]]:
    """These lines of a case, the last first: what, by whom, when."""
    found = list(lines.order_by("-at", "-pk"))
    names = names_of(actor, {each.by for each in found})
    return [(each.words, names[each.by], each.at) for each in found]


def names_of(actor: Actor, keys: Iterable[str]) -> dict[str, str]:
    """Who stands behind each key of an actor, in words."""
    found = set(keys)
    kind = f"{ActorKind.USER}:"
    accounts = {each.removeprefix(kind) for each in found if each.startswith(kind)}
    names = {**former_names(actor, accounts), **user_names(accounts)}
    return {each: _author(each, names) for each in found}


def former_names(actor: Actor, accounts: Iterable[str]) -> dict[str, str]:
    """Those of these accounts that are deleted, and that the office still remembers."""
    gone = Agent.objects.visible_to(actor).filter(former__in=[int(each) for each in accounts])
    return {str(former): name for former, name in gone.values_list("former", "name")}


def _author(key: str, names: Mapping[str, str]) -> str:
    kind, _, identifier = key.partition(":")
    if kind == ActorKind.USER:
        return names.get(identifier, "une personne du bureau")
    named: dict[str, str] = {ActorKind.CITIZEN: "la personne", ActorKind.CORRESPONDENT: "le service interrogé"}
    return named.get(kind, "la plateforme")


def _all(actor: Actor, offices: Iterable[int]) -> SaisineQuerySet:
    found: SaisineQuerySet = Saisine.objects.visible_to(actor).filter(organisation__in=list(offices))
    return found


def _tab(found: SaisineQuerySet, actor: Actor, tab: str) -> SaisineQuerySet:
    if tab == "termines":
        return found.filter(etat__in=ENDED)
    if tab == "miens":
        return found.open().filter(mediateur=int(actor.identifier))
    return found.open().filter(mediateur=None) if tab == "attribuer" else found


def _order(sort: str) -> tuple[Any, ...]:
    return {
        "anciennes": (F("received_on").asc(), "pk"),
        "echeance": (F("due_on").asc(nulls_last=True), F("received_on").asc(), "pk"),
        "echange": (F("last_exchange_at").asc(), "pk"),
    }.get(sort, (F("received_on").desc(), "-pk"))
