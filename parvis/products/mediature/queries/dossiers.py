"""The cases of the offices that somebody works in: found, counted, and what one case gathers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, F, Func, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Concat

from parvis.core.accounts.queries.naming import user_names
from parvis.kernel.actor import Actor, ActorKind
from parvis.kernel.scope import unnoted
from parvis.products.mediature.enums import DECIDE, ENDED, Etat, Fait, Fonction
from parvis.products.mediature.models import Agent, Collectivite, Ligne, Saisine
from parvis.products.mediature.models.saisine import SaisineQuerySet
from parvis.products.mediature.queries.echeances import Echeance, echeances, next_of

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
ACCENTED: Final = "àâäáãéèêëîïíôöóõùûüúÿçñ"
PLAIN: Final = "aaaaaeeeeiiioooouuuuycn"
_PLAIN: Final = str.maketrans(ACCENTED, PLAIN) | {ord("œ"): "oe", ord("æ"): "ae"}
_DIALLED: Final = re.compile(r"(?:\+33|0)[\d\s.()-]{9,}")
_LAST_DIGITS: Final = 9


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
    sort: str = "recentes"


@dataclass(frozen=True)
class Line:
    """A case in the list."""

    saisine: Saisine
    next: Echeance | None
    office: str


class Plain(Func):
    """Small letters without accents, in the database as in :func:`plain`."""

    template = f"replace(replace(translate(lower(%(expressions)s), '{ACCENTED}', '{PLAIN}'), 'œ', 'oe'), 'æ', 'ae')"
    output_field = TextField()


def plain(text: str) -> str:
    """What is typed, as it is looked for."""
    return text.lower().translate(_PLAIN)


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
    """The cases of these offices that ``wish`` asks for."""
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
    return _named(found, wish.words).order_by(*_order(wish.sort))


def counts(actor: Actor, offices: Iterable[int]) -> dict[str, int]:
    """How many cases there are under each tab."""
    told: dict[str, int] = _all(actor, offices).aggregate(
        attribuer=Count("pk", filter=~Q(etat__in=ENDED) & Q(mediateur=None)),
        miens=Count("pk", filter=~Q(etat__in=ENDED) & Q(mediateur=int(actor.identifier))),
        tous=Count("pk"),
        termines=Count("pk", filter=Q(etat__in=ENDED)),
    )
    return told


def lines(page: Iterable[Any], names: Mapping[int, str]) -> list[Line]:
    """Each case of a page with what waits and, for somebody of several offices, whose it is."""
    several = len(names) > 1
    return [
        Line(
            saisine,
            next_of(echeances(saisine, saisine.asked_at)),
            names.get(saisine.organisation_id, "") if several else "",
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


def with_asked(found: SaisineQuerySet) -> SaisineQuerySet:
    """Each case with when its administration was last asked."""
    asked = Ligne.objects.filter(saisine=OuterRef("pk"), fait=Fait.ETAT, words=Etat.ATTENTE_ADMINISTRATION.label)
    return found.annotate(asked_at=Subquery(asked.order_by("-at").values("at")[:1]))


def told(actor: Actor, saisine: Saisine) -> list[tuple[str, str, datetime]]:
    """The line of time, the last first: what, by whom, when."""
    found = list(Ligne.objects.visible_to(actor).filter(saisine=saisine).order_by("-at", "-pk"))
    kind = f"{ActorKind.USER}:"
    accounts = {each.by.removeprefix(kind) for each in found if each.by.startswith(kind)}
    names = {**former_names(actor, accounts), **user_names(accounts)}
    return [(each.words, _author(each.by, names), each.at) for each in found]


def former_names(actor: Actor, accounts: Iterable[str]) -> dict[str, str]:
    """Those of these accounts that are deleted, and that the office still remembers."""
    gone = Agent.objects.visible_to(actor).filter(former__in=[int(each) for each in accounts])
    return {str(former): name for former, name in gone.values_list("former", "name")}


def _author(key: str, names: Mapping[str, str]) -> str:
    kind, _, identifier = key.partition(":")
    if kind == ActorKind.USER:
        return names.get(identifier, "une personne du bureau")
    return "la personne" if kind == ActorKind.CITIZEN else "la plateforme"


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


def _named(found: SaisineQuerySet, typed: str) -> SaisineQuerySet:
    """Those that have every word typed, whatever its accents; a telephone number, however it is written."""
    if not typed:
        return found
    said = Concat(F("requerant__first_name"), Value(" "), F("requerant__last_name"))
    if _DIALLED.fullmatch(typed):
        digits = Func(
            F("requerant__phone"),
            template=r"regexp_replace(%(expressions)s, '\D', '', 'g')",
            output_field=TextField(),
        )
        found = found.annotate(digits=digits)
        return found.filter(digits__endswith=re.sub(r"\D", "", typed)[-_LAST_DIGITS:])
    found = found.annotate(plain_name=Plain(said), plain_facts=Plain(F("facts")))
    for word in typed.split():
        found = found.filter(
            Q(number__icontains=word)
            | Q(requerant__email__icontains=word)
            | Q(plain_name__contains=plain(word))
            | Q(plain_facts__contains=plain(word))
        )
    return found
