"""Every address, walked by three agents: whoever is shown on a page is named by a line of the journal, without a value.

Each person of this world bears a word that nobody else does. A page that shows the word showed the person.
"""

from datetime import timedelta
from uuid import UUID

import pytest

from parvis.core.journal.models import JournalAnomaly, JournalEntry
from parvis.core.journal.queries.subjects import known_pseudonyms
from parvis.core.privacy.actions.accountability.breaches import open_breach
from parvis.core.privacy.actions.retention.holding import ask_hold
from parvis.core.privacy.enums.breach import Nature
from parvis.kernel import clock
from parvis.kernel.actor import Actor, ActorKind, system
from parvis.kernel.scope import unnoted
from parvis.products.data_inclusion.models import ErrorReport
from tests.factories.mediature import make_agent, make_collectivite, make_saisine
from tests.factories.organisations import make_invitation, make_membership, make_person
from tests.factories.rights import known_request, make_desk, only_leg
from tests.factories.routes import every_address
from tests.factories.sessions import signed_in_browser

pytestmark = pytest.mark.django_db
BY = system("tests")
# What pages show of the published offer, and what this house publishes, names nobody in the journal.
SHOWN_TO = {
    "administrator": {"canarimembre", "canarinvite", "canaridemande", "canarisignalement", "canariviolation"},
    "agent": {"canarimembre", "canarinvite", "canaridemande"},
    "mediator": {"canarisaisine"},
}


class World:
    """One person for each way of being in the platform, and the addresses that lead to them."""

    def __init__(self) -> None:
        officer = make_desk()
        desk = officer.memberships.get().organisation
        self.organisation = make_membership(officer, role="gestionnaire").organisation
        make_membership(organisation=desk, role="gestionnaire")
        self.agent = officer
        member = make_person(first_name="Anaïs", last_name="Canarimembre", email="anais@canarimembre.example")
        self.membership = make_membership(member, self.organisation)
        self.invitation = make_invitation(self.organisation, email="invite@canarinvite.example")
        request = known_request(name="Jo Canaridemande", email="jo@canaridemande.example")
        self.leg = only_leg(request)
        report = ErrorReport.objects.create(
            kind="structure", record="source--1", name="Une fiche", wrong="other", email="moi@canarisignalement.example"
        )
        now = clock.now()
        self.breach = open_breach(
            by=BY, title="Export", services=["mediature"], discovered_at=now - timedelta(hours=2), aware_at=now,
            nature=[Nature.CONFIDENTIALITY], circumstances="Une erreur.", contact="Luc Canariviolation",
            account=f"user:{member.pk}",
        )  # fmt: skip
        self.anomaly = JournalAnomaly.objects.create(
            day=clock.today(), actor_key=f"user:{member.pk}", kind="night", seen=12, threshold=10
        )
        self.hold = ask_hold(
            by=Actor(ActorKind.USER, str(officer.pk), platform_administrator=True),
            person=f"accounts.User:{member.pk}", category="plateforme.comptes.identite", reason="Contentieux",
            ground="Article 17-3 e", until=clock.today() + timedelta(days=30),
        )  # fmt: skip
        office = make_collectivite()
        self.mediator = make_agent(office)
        self.saisine = make_saisine(office, last_name="Canarisaisine", email="samira@canarisaisine.example")
        account = f"accounts.User:{member.pk}"
        self.people = {
            "canarimembre": {account, f"organisations.Membership:{self.membership.pk}"},
            "canarinvite": {f"organisations.Invitation:{self.invitation.pk}"},
            "canaridemande": {f"privacy.RightsRequest:{request.pk}"},
            "canarisignalement": {f"data_inclusion.ErrorReport:{report.pk}"},
            "canariviolation": {f"privacy.Breach:{self.breach.pk}"},
            "canarisaisine": {f"mediature.Requerant:{self.saisine.requerant_id}"},
        }

    def argument(self, route: str, name: str) -> object | None:
        """The person's own row where a route asks for one."""
        if name != "pk":
            own = {"membership": self.membership.pk, "invitation": self.invitation.pk, "number": self.saisine.number}
            return own.get(name)
        for beginning, row in (
            ("organisations:", self.organisation),
            ("privacy:breach", self.breach),
            ("privacy:hold", self.hold),
            ("privacy:desk", self.leg),
            ("journal:anomaly", self.anomaly),
        ):
            if route.startswith(beginning):
                return row.pk
        return None

    def addresses(self) -> dict[str, str]:
        """Every route, and the questions that the journal answers."""
        member = self.membership.user
        return every_address(self.argument) | {
            "asked who": f"/administration/journal/personne/?personne={member.email}",
            "asked what": f"/administration/journal/compte/?compte=user:{member.pk}",
            "an organisation left": f"/organisations/{self.organisation.pk}/?page=1",
        }


@pytest.fixture
def world(acting) -> World:
    return World()


@pytest.mark.parametrize("agent", SHOWN_TO)
def test_whoever_is_shown_is_named_and_no_line_holds_a_value(world, agent):
    walkers = {"agent": world.agent, "mediator": world.mediator}
    user = walkers.get(agent) or make_person(is_platform_administrator=True)
    browser = signed_in_browser(user, second_factor=True)
    browser.raise_request_exception = False
    shown, unnamed = set(), []
    for name, address in world.addresses().items():
        since = clock.now()
        answer = browser.get(address)
        body = (answer.getvalue() if answer.streaming else answer.content).decode(errors="replace").lower()
        with unnoted():
            lines = list(JournalEntry.objects.filter(actor_key=f"user:{user.pk}", recorded_at__gte=since))
        named = {subject for line in lines for subject in line.subjects}
        assert not [line for line in lines if "canari" in str(vars(line)).lower()], name
        for word, keys in world.people.items():
            if word in body:
                shown.add(word)
                if not named & {UUID(one) for one in known_pseudonyms(keys)}:
                    unnamed.append(f"{name}: {word}")
    assert unnamed == []
    assert shown >= SHOWN_TO[agent]
