"""Past years, recommendations and an annual report of the demonstration, for its first office."""

import tomllib
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.actions import recommending, reporting
from parvis.products.mediature.enums import Destinataire, EtatReprise, Position, Realisation
from parvis.products.mediature.models import CasPasse, Collectivite, Domaine, Reprise

WORLD: Final = Path(__file__).with_name("demonstration_reports.toml")
FACTS: Final = ("canal", "service", "issue", "recevabilite", "demarche", "qualite")
# Spread over the year: never two alike, always the same.
STEP, DECIDED, ENDED = 11, 9, 58


def load_reports(*, by: Actor, page: Collectivite) -> None:
    """What a mediator of several years has: cases taken over, recommendations, a report that was sent on."""
    world = tomllib.loads(WORLD.read_text(encoding="utf-8"))
    _take_over(page, world["past"])
    for told in world["recommendation"]:
        _recommend(by, page, told)
    _report(by, page, world["report"])


def _take_over(page: Collectivite, past: list[dict[str, Any]]) -> None:
    reprise = Reprise.objects.create(
        organisation=page.organisation, name="saisines-passees.ods", sha256="0" * 64, etat=EtatReprise.TERMINEE
    )
    cases: list[CasPasse] = []
    for kind in past:
        domaine = Domaine.objects.filter(name=kind["domaine"]).first()
        facts = {"recevabilite": "recevable"} | {name: kind[name] for name in FACTS if name in kind}
        for ago, count in zip(kind["years_ago"], kind["count"], strict=True):
            for rank, (postal_code, town) in zip(range(count), cycle(kind.get("towns", [["", ""]])), strict=False):
                received = date(clock.today().year - ago, 1, 3) + timedelta(days=(rank * STEP + len(cases)) % 290)
                cases.append(
                    CasPasse(
                        organisation=page.organisation, reprise=reprise, line=len(cases) + 2, domaine=domaine,
                        received_on=received, decided_on=received + timedelta(days=DECIDED + rank % 7),
                        ended_on=received + timedelta(days=ENDED + rank % 13), postal_code=postal_code,
                        town=town, **facts,
                    )
                )  # fmt: skip
    CasPasse.objects.bulk_create(cases)


def _recommend(by: Actor, page: Collectivite, told: dict[str, Any]) -> None:
    today = clock.today()
    sent = today - timedelta(days=told["days"])
    given = {name: told[name] for name in ("title", "text", "service")} | {"sent_on": sent}
    made = recommending.recommend(by=by, organisation=page.organisation_id, given=given, numbers=[])
    if "reponse" in told:
        recommending.note_answer(
            by=by, recommandation=made, reponse=Position(told["reponse"]), words=told["answer"],
            on=today - timedelta(days=told["answered_days"]),
        )  # fmt: skip
    for ago, suite, words in told.get("followed", ()):
        year = max(today.year - ago, sent.year)
        recommending.follow(by=by, recommandation=made, year=year, suite=Realisation(suite), words=words)
    if told.get("published"):
        recommending.show(by=by, recommandation=made, shown=True)


def _report(by: Actor, page: Collectivite, told: dict[str, str]) -> None:
    last = clock.today().year - 1
    report = reporting.begin_report(by=by, organisation=page.organisation_id, year=last)
    reporting.write_sections(by=by, rapport=report, words=told, version=report.version)
    reporting.finalise(by=by, rapport=report)
    reporting.note_transmission(by=by, rapport=report, to=Destinataire.CONSEIL, on=clock.today(), manner=told["manner"])
    reporting.show_report(by=by, rapport=report, shown=True)
    reporting.begin_report(by=by, organisation=page.organisation_id, year=last + 1)
