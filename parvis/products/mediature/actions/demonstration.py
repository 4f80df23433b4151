"""Offices, people and disputes of the demonstration: played by the same actions as real ones, on past days."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from parvis.core.accounts.actions.demonstration_accounts import demonstration_account
from parvis.core.accounts.models import User
from parvis.core.geography.enums import Niveau
from parvis.core.organisations.actions.organisations import create_organisation
from parvis.core.organisations.models import Organisation
from parvis.core.organisations.queries.actors import member_actor
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.loads import Advance
from parvis.kernel.scope import Reach, current_actor, open_scope
from parvis.products.mediature.actions.asking import Demande, ask
from parvis.products.mediature.actions.demonstration_days import DAYS
from parvis.products.mediature.actions.demonstration_documents import bring, bring_again, to_court
from parvis.products.mediature.actions.demonstration_messages import EXCHANGES
from parvis.products.mediature.actions.demonstration_outcomes import OUTCOMES, accept
from parvis.products.mediature.actions.demonstration_reports import load_reports
from parvis.products.mediature.actions.demonstration_tools import keep_tools, read_in_emergency
from parvis.products.mediature.actions.demonstration_transfers import consent, offer
from parvis.products.mediature.actions.directory import Coordonnees, inscribe
from parvis.products.mediature.actions.filing import Arrival, create
from parvis.products.mediature.actions.handling import Conclusion, Decision, assign, close, decide, move
from parvis.products.mediature.actions.joining import Asking, ask_to_join
from parvis.products.mediature.actions.lettering import hand_letter, keep_letter
from parvis.products.mediature.actions.offices import give_mandate, name_agent, open_page
from parvis.products.mediature.actions.opining import give_opinion, giver
from parvis.products.mediature.actions.parties import Accord, add_party, write_agreement
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.enums import (
    Canal,
    Cote,
    Etat,
    Fonction,
    Genre,
    Issue,
    Juge,
    Moyen,
    Recevabilite,
    Satisfaction,
)
from parvis.products.mediature.models import (
    Adhesion,
    Collectivite,
    Domaine,
    Saisine,
    ServiceInterne,
    Sollicitation,
    TiersCompetent,
)
from parvis.products.mediature.queries.access import codes_of, correspondents, holders, new_code
from parvis.products.mediature.queries.courriers import words_of
from parvis.products.mediature.queries.relances import usual_due

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
            if office.get("reports"):
                _report(page, office)
            keep_tools(page, world)
            read_in_emergency(page, world)
        advance(done, len(offices))
    _claim(world["claim"])


def _claim(given: dict[str, Any]) -> None:
    """Somebody who asks for the page of their authority, and waits for an administrator."""
    user = demonstration_account(*given.pop("person"))
    niveau = Niveau(given.pop("niveau"))
    if not Adhesion.objects.filter(user=user).exists():
        ask_to_join(by=current_actor(), user=user, asking=Asking(niveau, **given))


def _report(page: Collectivite, office: dict[str, Any]) -> None:
    by = member_actor(User.objects.get(email=office["agents"][0][2]))
    with open_scope(by):
        load_reports(by=by, page=page)


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
    for name, email, phone in office.get("services", ()):
        agent = _member(office["agents"][0][2])
        with open_scope(agent):
            inscribe(by=agent, organisation=page.organisation_id, told=Coordonnees(name, email, phone))
    return page


def _member(email: str) -> Actor:
    return member_actor(User.objects.get(email=email))


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
    acts: dict[str, Callable[[Actor, Saisine, str], object]] = {
        "take": lambda by, on, _: assign(by=by, saisine=on, to=User.objects.get(pk=int(by.identifier))),
        "admit": lambda by, on, domaine: decide(by=by, saisine=on, decision=_admitted(domaine)),
        "reorient": lambda by, on, tiers: decide(by=by, saisine=on, decision=_elsewhere(tiers)),
        "move": lambda by, on, etat: move(by=by, saisine=on, to=Etat(etat)),
        "close": lambda by, on, told: close(by=by, saisine=on, conclusion=_conclusion(told)),
        "letter": _letter,
        "agree": _agree,
        "ask": lambda by, on, told: ask(by=by, saisine=on, demande=_question(on, told)),
        "transfer": offer,
        "court": to_court,
        **EXCHANGES,
        **DAYS,
        **OUTCOMES,
    }
    if verb in ALONE:
        ALONE[verb](saisine, rest)
        return
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


def _question(saisine: Saisine, told: str) -> Demande:
    name, _, words = told.partition(":")
    service = ServiceInterne.objects.get(organisation=saisine.organisation_id, name=name)
    return Demande(service, words, usual_due(clock.today()))


def _letter(by: Actor, saisine: Saisine, told: str) -> None:
    """A letter in its own words, handed over as said: « attestation:courriel »."""
    name, _, moyen = told.partition(":")
    found, genre = Saisine.objects.get(pk=saisine.pk), Genre(name)
    kept = keep_letter(by=by, saisine=found, genre=genre, words=words_of(found, genre))
    if moyen:
        hand_letter(by=by, courrier=kept, moyen=Moyen(moyen), on=clock.today())


def _agree(by: Actor, saisine: Saisine, told: str) -> None:
    """Both sides accept the mediation: « on the one side's name|the other's »."""
    for cote, name in zip((Cote.REQUERANT, Cote.ADMINISTRATION), told.split("|"), strict=True):
        party = add_party(by=by, saisine=saisine, cote=cote, name=name)
        write_agreement(by=by, partie=party, accord=Accord(clock.today(), how="Formulaire signé au bureau."))


def _reply(saisine: Saisine, words: str) -> None:
    """The service answers by the link of its last question."""
    asked = Sollicitation.objects.filter(saisine=saisine).latest("pk")
    holder = correspondents(codes_of(asked.reference)[0])[0]
    with open_scope(holder):
        reply(by=holder, sollicitation=asked, text=words)


def _opine(saisine: Saisine, told: str) -> None:
    """The person answers the closing mail: « tres:Merci. »."""
    degree, _, word = told.partition(":")
    give_opinion(by=giver(saisine.pk), saisine=saisine, degree=Satisfaction(degree), word=word)


# What is done from outside the office.
ALONE: Final[dict[str, Callable[[Saisine, str], None]]] = {
    "reply": _reply,
    "opine": _opine,
    "consent": consent,
    "accept": accept,
    "bring": bring,
    "bring_again": bring_again,
}


def _conclusion(told: str) -> Conclusion:
    issue, _, words = told.partition(":")
    return Conclusion(Issue(issue), words, agreement=issue == Issue.DROIT_USAGER)
