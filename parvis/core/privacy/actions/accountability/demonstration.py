"""The demonstration: every awaited decision adopted, every due assessment signed, and two breaches."""

from datetime import timedelta

from django.db import transaction

from parvis.core.privacy.actions.accountability.breaches import close_breach, open_breach
from parvis.core.privacy.actions.accountability.signing import Analysis, Signatory, sign_assessment, take_decision
from parvis.core.privacy.enums.breach import Nature, PeopleDecision, Risk
from parvis.core.privacy.models import Breach
from parvis.core.privacy.queries.accountability.decisions import DecisionState, decision_lines
from parvis.core.privacy.queries.accountability.impact import impact_lines
from parvis.kernel import clock
from parvis.kernel.actor import Actor

OFFICER = Signatory("Maëlys Le Goff", "déléguée à la protection des données de la démonstration")
REASON = "Lecture la plus prudente : elle garde, montre et demande le moins. Signature de démonstration."
OPINION = "Favorable, sous réserve d’une relecture chaque année. Avis de démonstration."


@transaction.atomic
def sign_everything(*, by: Actor) -> int:
    """Sign what nobody has signed yet, and nothing else; return how many signatures were given."""
    waiting = [line for line in decision_lines() if line.state in {DecisionState.AWAITED, DecisionState.STALE}]
    for line in waiting:
        take_decision(
            by=by, service=line.service, decision=line.decision, adopted=True, reason=REASON, signatory=OFFICER
        )
    missing = [line for line in impact_lines() if line.missing]
    for number, due in enumerate(missing, start=1):
        sign_assessment(
            by=by,
            service=due.service,
            activity=due.activity,
            analysis=Analysis(f"AIPD-DEMO-{number:02}", "Karim Belkacem", OPINION, clock.today()),
            signatory=OFFICER,
        )
    return len(waiting) + len(missing)


@transaction.atomic
def tell_breaches(*, by: Actor) -> int:
    """Two breaches of the demonstration, unless there are some: one to notify, one that needed none."""
    if Breach.objects.exists():
        return 0
    now, officer = clock.now(), "Maëlys Le Goff, maelys.legoff@parvis.example"
    open_breach(
        by=by,
        title="Export d’une liste de contacts envoyé à un mauvais destinataire",
        services=["data-inclusion"],
        discovered_at=now - timedelta(hours=31),
        aware_at=now - timedelta(hours=26),
        nature=[Nature.CONFIDENTIALITY],
        circumstances="Un fichier d’export est parti à une adresse mal saisie. Le destinataire l’a signalé aussitôt.",
        categories=["data-inclusion.contacts.contact"],
        people=42,
        records=42,
        measures="Le destinataire a supprimé le fichier et l’a confirmé par écrit.",
        contact=officer,
        account="user:1",
        risk=Risk.SOME,
    )
    small = open_breach(
        by=by,
        title="Ordinateur chiffré oublié dans un train",
        services=["plateforme"],
        discovered_at=now - timedelta(days=40),
        aware_at=now - timedelta(days=40),
        nature=[Nature.AVAILABILITY],
        circumstances="Un ordinateur professionnel, au disque chiffré, a été oublié puis retrouvé éteint le lendemain.",
        people=0,
        records=0,
        consequences="Aucune : le disque est chiffré et l’appareil n’a pas été allumé.",
        measures="Mot de passe changé, sessions fermées.",
        contact=officer,
        risk=Risk.NONE,
        people_decision=PeopleDecision.NOT_TOLD,
        people_reason="Personne n’a pu lire le disque.",
    )
    close_breach(by=by, breach=small)
    return 2
