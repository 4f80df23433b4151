"""Offices, people and disputes of the demonstration: played by the same actions as real ones, on past days."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from parvis.core.accounts.actions.demonstration_accounts import demonstration_account
from parvis.core.accounts.models import User
from parvis.core.organisations.actions.organisations import create_organisation
from parvis.core.organisations.models import Organisation
from parvis.core.organisations.queries.actors import member_actor
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.loads import Advance
from parvis.kernel.scope import Reach, current_actor, open_scope
from parvis.products.mediature.actions.demonstration_messages import EXCHANGES
from parvis.products.mediature.actions.filing import Arrival, create
from parvis.products.mediature.actions.handling import Conclusion, Decision, assign, close, decide, move
from parvis.products.mediature.actions.offices import give_mandate, name_agent, open_page
from parvis.products.mediature.enums import Canal, Etat, Fonction, Issue, Juge, Recevabilite
from parvis.products.mediature.models import Collectivite, Domaine, Saisine, TiersCompetent
from parvis.products.mediature.queries.access import holders, new_code

WORLD: Final = Path(__file__).with_name("demonstration.toml")
PAGE: Final = (
    "niveau", "code", "slug", "name", "representative", "representative_title", "presentation", "how_to", "charter",
    "address", "phone", "hours", "dpo_email", "kept_months",
)  # fmt: skip
WRITTEN: Final = ("facts", "expected", "service", "demarche", "street", "postal_code", "town")
TERM: Final = timedelta(days=3 * 365)
REASONS: Final = {
    Recevabilite.RECEVABLE: "Le service a été saisi d’abord, aucun juge n’a le litige, et il entre dans mon mandat.",
    Recevabilite.REORIENTEE: "Ce litige ne concerne pas un service de la collectivité.",
}


def load_mediature(advance: Advance) -> None:
    """Open the offices that are missing, and play in each new one the disputes written for it."""
    world = tomllib.loads(WORLD.read_text(encoding="utf-8"))
    offices, cases = world["office"], world["case"]
    for done, office in enumerate(offices, start=1):
        if not Collectivite.objects.filter(slug=office["slug"]).exists():
            page = _open(current_actor(), office)
            for case in cases:
                if case["office"] == office["slug"]:
                    _play(page, case)
        advance(done, len(offices))


def _open(by: Actor, office: dict[str, Any]) -> Collectivite:
    today = clock.today()
    organisation = Organisation.objects.filter(name=office["name"]).first() or create_organisation(
        by=by, name=office["name"], kind=office["kind"]
    )
    began = today - (TERM + timedelta(days=30) if office.get("mandate_over") else TERM / 2)
    facts = {name: office[name] for name in PAGE if name in office}
    page = open_page(by=by, organisation=organisation, opened_on=began, **facts)
    give_mandate(
        by=by, collectivite=page, mediateur=office["mediateur"], deliberation=office["deliberation"],
        deliberated_on=began - timedelta(days=40), starts_on=began, ends_on=began + TERM, scope=office["scope"],
        means=office.get("means", ""),
    )  # fmt: skip
    for first_name, last_name, email, fonction in office["agents"]:
        name_agent(
            by=by,
            collectivite=page,
            user=demonstration_account(first_name, last_name, email),
            fonction=Fonction(fonction),
        )
    return page


def _play(page: Collectivite, case: dict[str, Any]) -> None:
    now = clock.now()
    filed = now - timedelta(days=case["days"])
    with clock.frozen(filed):
        saisine = _file(page, case)
    for rank, act in enumerate(case["acts"], start=1):
        with clock.frozen(filed + (now - filed) * rank / (len(case["acts"]) + 1)):
            _act(saisine, act)


def _file(page: Collectivite, case: dict[str, Any]) -> Saisine:
    first_name, last_name, email, phone = case["person"]
    today, author = clock.today(), holders(new_code())[0]
    given: dict[str, Any] = {name: case[name] for name in WRITTEN if name in case}
    given |= {"first_name": first_name, "last_name": last_name, "email": email, "phone": phone, "juge": Juge.NON}
    for field, name in (("asked_on", "asked"), ("answered_on", "answered")):
        if name in case:
            given[field] = (today - timedelta(days=case[name] - case["days"])).isoformat()
    arrival = Arrival(Canal(case.get("canal", Canal.FORMULAIRE)), today, "Saisine déposée")
    with open_scope(author):
        return create(by=author, collectivite=page, access=author.identifier, given=given, arrival=arrival)


def _act(saisine: Saisine, act: str) -> None:
    """One act, written as ``verb:with what``, by who has the case."""
    verb, _, rest = act.partition(":")
    acts: dict[str, Callable[[Actor, Saisine, str], None]] = {
        "take": lambda by, on, _: assign(by=by, saisine=on, to=User.objects.get(pk=int(by.identifier))),
        "admit": lambda by, on, domaine: decide(by=by, saisine=on, decision=_admitted(domaine)),
        "reorient": lambda by, on, tiers: decide(by=by, saisine=on, decision=_elsewhere(tiers)),
        "move": lambda by, on, etat: move(by=by, saisine=on, to=Etat(etat)),
        "close": lambda by, on, told: close(by=by, saisine=on, conclusion=_conclusion(told)),
        **EXCHANGES,
    }
    with _handling(saisine, rest if verb == "take" else "") as by:
        acts[verb](by, saisine, rest)


@contextmanager
def _handling(saisine: Saisine, email: str) -> Iterator[Actor]:
    """Act as the person of this address, or as who has the case."""
    with open_scope(current_actor(), reach=Reach.EVERYTHING):
        handler = {"email": email} if email else {"pk": Saisine.objects.get(pk=saisine.pk).mediateur_id}
        actor = member_actor(User.objects.get(**handler))
    with open_scope(actor):
        yield actor


def _admitted(domaine: str) -> Decision:
    return Decision(
        Recevabilite.RECEVABLE, REASONS[Recevabilite.RECEVABLE], domaine=Domaine.objects.filter(name=domaine).first()
    )


def _elsewhere(tiers: str) -> Decision:
    return Decision(
        Recevabilite.REORIENTEE, REASONS[Recevabilite.REORIENTEE], tiers=TiersCompetent.objects.get(name=tiers)
    )


def _conclusion(told: str) -> Conclusion:
    issue, _, words = told.partition(":")
    return Conclusion(Issue(issue), words, agreement=issue == Issue.DROIT_USAGER)
