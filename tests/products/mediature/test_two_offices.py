"""Two offices never see each other: every table read raw, every route tried, as everybody who is not of the office."""

from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client

from parvis.core.organisations.models import Organisation
from parvis.kernel import clock
from parvis.kernel.actor import VISITOR, Actor, ActorKind, system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.demonstration import load_mediature
from parvis.products.mediature.actions.nomenclature import load_lists
from parvis.products.mediature.actions.replying import reply
from parvis.products.mediature.enums import Fonction, Genre, Motif
from parvis.products.mediature.models import (
    Absence,
    AccesExceptionnel,
    Agent,
    Cas,
    Collectivite,
    Deport,
    Domaine,
    LigneReprise,
    OfficeInvitation,
    Recommandation,
    Reprise,
    Requerant,
    Saisine,
    ServiceInterne,
    TiersCompetent,
    Transfert,
)
from parvis.products.mediature.views.dossier import ACTS
from tests.factories.accounts import confirm_access, protect
from tests.factories.mediature import acting_as, holder_of, make_agent, make_collectivite, make_draft, make_saisine
from tests.factories.organisations import make_invitation, make_membership, make_person
from tests.factories.routes import every_address
from tests.factories.sessions import signed_in_browser
from tests.factories.solliciter import code_of, holder_of_link, make_admitted, make_piece, make_question

pytestmark = pytest.mark.django_db
MODELS = {model.__name__: model for model in apps.get_app_config("mediature").get_models()}
# What an authority shows to everybody.
OF_ALL = {"Collectivite", "Mandat"}
# What nobody's office has: who asks for a page has none yet.
OF_NO_OFFICE = {"Adhesion"}
# Of whom it is asked too whether what exists is refused as what does not.
DOUBTED = {Fonction.PRINCIPAL.value, "whoever has the code of another case, or the link of another question"}
PAGES = [
    f"/mediature/{each}"
    for each in ("", "bureau/", "bureau/?vue=tous", "bureau/statistiques/", "bureau/export/csv/?noms=oui", "bureau/rapports/",
                 "bureau/recommandations/", "bureau/annees-passees/", "bureau/a-faire/", "bureau/messages/", "bureau/vues/",
                 "bureau/textes/", "bureau/absences/", "bureau/acces/", "bureau/services/", "bureau/enregistrer/",
                 "bureau/reglages/", "bureau/ensemble/", "administration/", "suivi/")
]  # fmt: skip
# An administrator opens pages and invites: the teams and the invitations, never a case.
OF_ADMINISTRATORS = {"Agent", "OfficeInvitation"}
MISSING = 999_999
LONGEST_WAY = 3
DIJON = "dijon"


@pytest.fixture
def world():
    """The demonstration, whose office of Dijon has something in every table, and what it does not play."""
    task = system("tests")
    with open_scope(task, reach=Reach.EVERYTHING, channel="test") as scope:
        load_lists(by=task)
        load_mediature(lambda done, total: None)
        yield Collectivite.objects.get(slug=DIJON)
        scope.readings.clear()


def way_to_the_office(model) -> str:
    """By which foreign keys a row leads to its organisation, the shortest way."""
    ways = [("", model)]
    for way, at in ways:
        if at is Organisation:
            return way
        upwards = (each for each in at._meta.get_fields() if each.concrete and (each.many_to_one or each.one_to_one))
        if way.count("__") < LONGEST_WAY:
            ways.extend((f"{way}__{each.name}".strip("_"), each.related_model) for each in upwards)
    raise AssertionError(f"{model.__name__} leads to no organisation: say here whose its rows are")


def complete(office) -> None:
    """What the demonstration does not play in this office, one row a table."""
    organisation, case = office.organisation, Saisine.objects.filter(organisation=office.organisation).last()
    one, two = make_agent(office), make_agent(office)
    make_draft(office)
    Domaine.objects.create(name="Quartiers", organisation=organisation)
    TiersCompetent.objects.create(name="Maison du quartier", organisation=organisation)
    OfficeInvitation.objects.create(
        invitation=make_invitation(organisation), organisation=organisation, fonction=Fonction.ASSISTANT
    )
    now, by = clock.now(), make_person(is_platform_administrator=True)
    AccesExceptionnel.objects.create(
        organisation=organisation, saisine=case, user=by, name="Une administratrice", motif=Motif.INCIDENT,
        reason="Un incident", at=now - timedelta(days=1), ends_at=now - timedelta(hours=23),
    )  # fmt: skip
    LigneReprise.objects.create(reprise=Reprise.objects.get(organisation=organisation), line=2, verdict="acceptee")
    Cas.objects.create(recommandation=Recommandation.objects.filter(organisation=organisation).first(), saisine=case)
    Deport.objects.create(organisation=organisation, saisine=case, requerant=case.requerant, user=two, reason="Voisin")
    today = clock.today()
    Absence.objects.create(organisation=organisation, user=one, substitute=two, starts_on=today, ends_on=today)
    admitted = make_admitted(office)
    asked = make_question(admitted, pieces=[make_piece(admitted, acting_as(one))])
    with open_scope(holder_of_link(asked)) as scope:
        reply(by=scope.actor, sollicitation=asked, text="Voici.", files=[ContentFile(b"Un mot.", name="mot.txt")])
    to = Collectivite.objects.exclude(pk=office.pk).first()
    Transfert.objects.create(saisine=admitted, to=to, reasons="Ce médiateur est compétent.", by=one)


def rows(model, actor) -> set:
    """The keys of every row that the database shows to somebody, asked without any filter of ours."""
    with open_scope(actor) as scope, connection.cursor() as cursor:
        cursor.execute(f'SELECT "{model._meta.pk.column}" FROM "{model._meta.db_table}"')
        scope.readings.clear()
        return {key for (key,) in cursor.fetchall()}


def published(name, keys) -> set:
    """Those of these rows that the office itself shows to everybody."""
    way = {"Rapport": "", "Transmission": None, "Recommandation": "", "Suivi": "recommandation__"}.get(name)
    if way is None:
        return keys if name in OF_ALL else set()
    return set(
        MODELS[name].objects.filter(pk__in=keys, **{f"{way}published_on__isnull": False}).values_list("pk", flat=True)
    )


@dataclass
class Elsewhere:
    """Somebody who has nothing to do with the office, and what of it they may see all the same."""

    actor: Actor
    may: frozenset[str] = frozenset()


def everybody_else() -> dict[str, Elsewhere]:
    """Each kind of person who is not of the office, with cases and questions of their own."""
    other = make_collectivite(name="Ville voisine", slug="ville-voisine")
    theirs = make_saisine(other, email="voisine@exemple.fr")
    found = {str(each): Elsewhere(acting_as(make_agent(other, each))) for each in Fonction}
    _, author, _ = make_draft(other)
    return found | {
        "nobody in particular": Elsewhere(acting_as(make_person())),
        "a member of another organisation": Elsewhere(acting_as(make_membership().user)),
        "a visitor": Elsewhere(VISITOR),
        "an administrator": Elsewhere(
            acting_as(make_person(is_platform_administrator=True)), frozenset(OF_ADMINISTRATORS)
        ),
        "whoever follows another case": Elsewhere(holder_of(theirs)),
        "whoever writes another saisine": Elsewhere(author),
        "a service of another office": Elsewhere(holder_of_link(make_question())),
        "a task without reach": Elsewhere(Actor(ActorKind.SYSTEM, "tests")),
    }


def test_every_table_shows_nothing_of_an_office_to_whoever_is_not_of_it(world):
    complete(world)
    others = everybody_else()
    empty, seen = [], []
    for name, model in MODELS.items():
        if name in OF_NO_OFFICE:
            continue
        keys = set(
            model.objects.filter(**{way_to_the_office(model): world.organisation_id}).values_list("pk", flat=True)
        )
        if not keys:
            empty.append(name)
        shown = published(name, keys)
        for who, other in others.items():
            if name not in other.may and (leaked := (rows(model, other.actor) & keys) - shown):
                seen.append(f"{name} to {who}: {len(leaked)}")
    # Whoever is of it sees its cases by the same look.
    principal = Agent.objects.filter(organisation=world.organisation_id, fonction="principal").first()
    assert len(rows(Saisine, acting_as(principal.user))) > 5
    assert empty == [], "the office of this test has nothing in these tables: add it to the demonstration, or below"
    assert seen == []


# Whose page anybody reads.
PUBLIC = {f"mediature:{each}" for each in ("collectivite", "start", "poster", "qr_code", "public_report")}
# By which argument of an address a row is named, and what leads from it to its case.
NAMED = {
    "piece": "Piece", "asked": "Sollicitation", "reponse": "Reponse", "partie": "Partie", "courrier": "Courrier",
    "message": "Message", "rendezvous": "RendezVous", "tache": "Tache", "service": "ServiceInterne",
    "mandate": "Mandat", "agent": "Agent", "invited": "OfficeInvitation", "view": "Vue", "model": "Modele",
    "absence": "Absence",
}  # fmt: skip
BY_ROUTE = {
    "past": "Reprise", "report": "Rapport", "recommendation": "Recommandation", "rewrite": "Recommandation",
    "emergency": "AccesExceptionnel", "answer": "Adhesion",
}  # fmt: skip
WORDS = {
    "mediature:act": [*ACTS],
    "mediature:report_act": ["mots", "arreter", "transmettre", "montrer", "cacher"],
    "mediature:recommendation_act": ["reponse", "suivi", "montrer", "cacher"],
    "mediature:past_act": ["essayer", "recommencer", "reprendre", "annuler"],
    "mediature:write_letter": [*Genre],
    "mediature:report_file": ["pdf", "odt"],
}
WORDED = {"kind": "csv", "step": "faits", "name": "mots", "genre": "accuse"}
OF_CASE = {
    "question": "Sollicitation", "letter": "Courrier", "party": "Partie", "appointment": "RendezVous",
    "task": "Tache", "handled": "Message", "apart": "Message", "case": "Piece",
}  # fmt: skip
DRAFT = {"draft", "send_code", "take_out", "step"}
REFUSED = {403, 404, 405}


@dataclass
class Walk:
    """Addresses that name rows of this office, or rows that do not exist, with the codes of whoever walks."""

    office: Collectivite
    codes: dict[str, str]
    missing: bool

    def addresses(self) -> dict[str, str]:
        """One for each route of Médiature that takes an argument, and one for each of the words that it knows."""
        found = {}
        for name, address in every_address(self.argument).items():
            route = name.partition(" ")[0]
            if not route.startswith("mediature:") or route in PUBLIC or "<" not in name:
                continue
            first, *others = WORDS.get(route, [""])
            found |= {f"{route} {word}".strip(): address.removesuffix(f"{first}/") + f"{word}/" for word in others}
            found[f"{route} {first}".strip()] = address
        return found

    def argument(self, route: str, key: str):
        """The value of an argument; nothing where any will do."""
        short = route.removeprefix("mediature:")
        if not route.startswith("mediature:"):
            return None
        if key in WORDED:
            return WORDS[route][0] if route in WORDS else WORDED[key]
        fixed = {"number": lambda: self.number(short), "slug": lambda: self.slug, "code": lambda: self.code(short)}
        if key in fixed:
            return fixed[key]()
        name = NAMED.get(key) or BY_ROUTE.get(short.partition("_")[0])
        return self.key_of(name) if name else None

    @property
    def slug(self) -> str:
        """Of which authority."""
        return "nulle-part" if self.missing else self.office.slug

    def code(self, short: str) -> str:
        """The code that such a route asks for."""
        return self.codes["link" if short.startswith("reply") else "draft" if short in DRAFT else "case"]

    def key_of(self, name: str) -> int:
        """A row of the office, in a table."""
        if self.missing:
            return MISSING
        rows_of = MODELS[name].objects.order_by("pk")
        if name not in OF_NO_OFFICE:
            rows_of = rows_of.filter(**{way_to_the_office(MODELS[name]): self.office.organisation_id})
        return rows_of.values_list("pk", flat=True)[0]

    def number(self, short: str) -> str:
        """The number of the case that has the row which the address names, so that nothing else refuses it."""
        if self.missing:
            return "1999-999999"
        name = OF_CASE.get(short.partition("_")[0])
        row = MODELS[name].objects.get(pk=self.key_of(name)) if name else None
        held = Saisine.objects.filter(organisation=self.office.organisation_id, merged_into=None)
        return row.saisine.number if row is not None and row.saisine else held.order_by("pk").last().number


def browsers() -> dict[str, tuple[Client, dict[str, str]]]:
    """Who tries, signed in or not, with the codes that are rightly theirs."""
    other = make_collectivite(name="Ville voisine", slug="ville-voisine")
    theirs = make_admitted(other, email="voisine@exemple.fr")
    _, _, draft = make_draft(other)
    codes = {"case": theirs.code, "draft": draft, "link": code_of(make_question(theirs))}
    nobody = dict.fromkeys(codes, "AAAABBBBCCCC")
    administrator = signed_in_browser(protect(make_person(is_platform_administrator=True)))
    confirm_access(administrator)
    return {
        **{str(each): (signed_in_browser(make_agent(other, each)), codes) for each in Fonction},
        "an administrator": (administrator, nobody),
        "somebody signed in": (signed_in_browser(make_person()), nobody),
        "whoever has the code of another case, or the link of another question": (Client(), codes),
    }


def secrets(office) -> set[str]:
    """What only this office knows: numbers, people, words, services."""
    own = {"organisation": office.organisation_id}
    told = {str(value) for value in Saisine.objects.filter(**own).values_list("number", flat=True)}
    told |= {each[:40] for each in Saisine.objects.filter(**own).values_list("facts", flat=True) if len(each) > 20}
    for first, last, email in Requerant.objects.filter(**own).values_list("first_name", "last_name", "email"):
        told |= {f"{first} {last}", email} - {""}
    return told | set(ServiceInterne.objects.filter(**own).values_list("email", flat=True))


def counts() -> dict[str, object]:
    """How many rows there are, and what was last written in the cases."""
    return {name: model.objects.count() for name, model in MODELS.items()} | {
        "versions": list(Saisine.objects.order_by("pk").values_list("pk", "version", "etat"))
    }


def tried(client, method: str, address: str):
    answer = getattr(client, method)(address)
    body = answer.getvalue() if answer.streaming else answer.content
    return answer, unescape(body.decode(errors="replace")) + str(answer.headers)


# Of whom it is asked too whether what exists is refused as what does not.
DOUBTED = {Fonction.PRINCIPAL.value, "whoever has the code of another case, or the link of another question"}
PAGES = [
    f"/mediature/{each}"
    for each in ("", "bureau/", "bureau/?vue=tous", "bureau/statistiques/", "bureau/export/csv/?noms=oui", "bureau/rapports/",
                 "bureau/recommandations/", "bureau/annees-passees/", "bureau/a-faire/", "bureau/messages/", "bureau/vues/",
                 "bureau/textes/", "bureau/absences/", "bureau/acces/", "bureau/services/", "bureau/enregistrer/",
                 "bureau/reglages/", "bureau/ensemble/", "administration/", "suivi/")
]  # fmt: skip
# An administrator opens the pages of authorities and answers who asks for one; the way to a case is the emergency.
ADMINISTRATORS_OWN = ("mediature:settings_", "mediature:answer_claim")


def test_every_route_refuses_whoever_is_not_of_the_office_and_says_nothing_of_it(world):
    complete(world)
    who = browsers()
    told = secrets(world)
    before, wrong, many = counts(), [], 0
    for name, (client, codes) in who.items():
        client.raise_request_exception = False
        there, nowhere = (Walk(world, codes, missing).addresses() for missing in (False, True))
        # An address that names nothing but one's own code leads to what is one's own.
        foreign = {route: address for route, address in there.items() if address != nowhere[route]}
        if name == "an administrator":
            foreign = {route: foreign[route] for route in foreign if not route.startswith(ADMINISTRATORS_OWN)}
        many = max(many, len(foreign))
        for route, address in foreign.items():
            for method in ("get", "post"):
                answer, words = tried(client, method, address)
                status = other = answer.status_code
                if name in DOUBTED:
                    other = tried(client, method, nowhere[route])[0].status_code
                to_sign_in = status == 302 and "/compte/" in answer.headers["Location"]
                if status != other or (status not in REFUSED and not to_sign_in):
                    wrong.append(f"{method} {route} answers {name} {status}, and {other} of what is nowhere")
                if leaks := {each for each in told if each in words and each not in address}:
                    wrong.append(f"{method} {route} tells {name}: {sorted(leaks)[:3]}")
        for address in PAGES:
            words = tried(client, "get", address)[1]
            wrong += [f"{address} tells {name}: {each}" for each in told if each in words]
    principal = Agent.objects.filter(organisation=world.organisation_id, fonction="principal").first()
    words = tried(signed_in_browser(principal.user), "get", "/mediature/bureau/?vue=tous")[1]
    assert len({each for each in told if each in words}) > 5, "whoever is of it reads its cases by the same look"
    assert wrong == []
    assert many > 80
    assert counts() == before, "nothing was written"
