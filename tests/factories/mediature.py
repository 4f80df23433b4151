"""Authorities, their offices, and saisines."""

from datetime import date
from itertools import count

from parvis.core.accounts.models import User
from parvis.core.geography.enums import Niveau
from parvis.core.organisations.models import Organisation
from parvis.core.organisations.queries.actors import member_actor
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.drafting import begin
from parvis.products.mediature.actions.filing import file_saisine
from parvis.products.mediature.enums import Demarche, Fonction, Juge
from parvis.products.mediature.models import (
    Agent,
    Brouillon,
    Cas,
    CasPasse,
    Collectivite,
    Mandat,
    Recommandation,
    Reprise,
    Saisine,
)
from parvis.products.mediature.queries.access import holders, new_code
from tests.factories.organisations import make_membership, make_organisation, make_person

_numbers = count(1)
# Of a saisine whose holder does not matter.
CODE = "K7F39QWM2XAB"
ANSWERS = {
    "facts": "La mairie a refusé deux fois mon inscription à la cantine, sans motif.",
    "expected": "Que mon fils mange à la cantine.",
    "service": "Service scolaire",
    "demarche": Demarche.SILENCE,
    "asked_on": "2026-01-05",
    "juge": Juge.NON,
    "first_name": "Samira",
    "last_name": "Benali",
    "email": "samira.benali@exemple.fr",
}


def make_collectivite(organisation: Organisation | None = None, *, mandate: bool = True, **fields) -> Collectivite:
    """An authority open to the public, whose mediator's mandate runs unless ``mandate`` is false."""
    number = next(_numbers)
    made = Collectivite.objects.create(
        organisation=organisation or make_organisation(name=f"Ville {number}", kind="commune"),
        **{
            "niveau": Niveau.COMMUNE, "code": f"9{number:04d}", "slug": f"ville-{number}", "name": f"Ville {number}",
            "representative": "Anne Morel", "representative_title": "maire", "opened_on": date(2020, 1, 1),
        }
        | fields,
    )  # fmt: skip
    if mandate:
        make_mandat(made)
    return made


def make_mandat(collectivite: Collectivite, **fields) -> Mandat:
    return Mandat.objects.create(
        collectivite=collectivite,
        **{
            "mediateur": "Luc Perrin", "deliberation": "2025-12", "deliberated_on": date(2019, 12, 1),
            "starts_on": date(2020, 1, 1), "scope": "Tous les services de la ville.",
        }
        | fields,
    )  # fmt: skip


def make_agent(collectivite: Collectivite, fonction: Fonction = Fonction.MEDIATEUR) -> User:
    """Somebody of the office."""
    user = make_person()
    make_membership(user, collectivite.organisation)
    Agent.objects.create(user=user, organisation=collectivite.organisation, fonction=fonction)
    return user


def acting_as(user: User) -> Actor:
    """The actor of somebody who is signed in."""
    return member_actor(user)


def make_draft(collectivite: Collectivite, **answers) -> tuple[Brouillon, Actor, str]:
    """A draft, who holds its code, and the code."""
    code = new_code()
    author = holders(code)[0]
    with open_scope(author):
        return begin(by=author, collectivite=collectivite, answers=ANSWERS | answers), author, code


def make_saisine(collectivite: Collectivite | None = None, **answers) -> Saisine:
    """A saisine filed online; ``holder_of`` gives who holds its code."""
    draft, author, code = make_draft(collectivite or make_collectivite(), **answers)
    with open_scope(author):
        made = file_saisine(by=author, brouillon=draft, code=code)
    made.code = code
    return made


def holder_of(saisine: Saisine) -> Actor:
    """Whoever has the code of a saisine that a test made."""
    return holders(saisine.code)[0]


def today() -> str:
    return clock.today().isoformat()


def make_past(collectivite: Collectivite, count: int = 1, **fields) -> None:
    """Cases of past years, alike; no person is in them."""
    reprise = Reprise.objects.create(organisation=collectivite.organisation, name="passe.csv", sha256="0" * 64)
    CasPasse.objects.bulk_create(
        CasPasse(
            organisation=collectivite.organisation,
            reprise=reprise,
            line=line,
            **{"received_on": date(2025, 3, 1), "recevabilite": "recevable", "canal": "courrier"} | fields,
        )
        for line in range(2, count + 2)
    )


def make_recommandation(collectivite: Collectivite, *, cases: list[Saisine] | None = None, **fields) -> Recommandation:
    given = {"title": "Répondre par écrit", "text": "Chaque refus est écrit.", "service": "Service scolaire"}
    made = Recommandation.objects.create(
        organisation=collectivite.organisation, **{"sent_on": date(2026, 1, 5)} | given | fields
    )
    Cas.objects.bulk_create(Cas(recommandation=made, saisine=each) for each in cases or [])
    return made
