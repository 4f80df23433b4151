"""The API of the reference at the scale of the country, against the bare SQL of the same answers."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from measure import Result, main, p50, p95, timings
from scratch import fingerprint, use_database
from served import Client, heaviest, load, serving
from world import SEED, SOURCES, WORDS, World

from parvis.core.accounts.actions.tokens import create_token
from parvis.kernel.actor import VISITOR, system
from parvis.kernel.scope import Reach, open_scope, unnoted
from parvis.products.data_inclusion.actions.editions import gather_common_roots
from parvis.products.data_inclusion.actions.importing import import_source
from parvis.products.data_inclusion.queries.search import search_services
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters
from parvis.products.data_inclusion.queries.services import list_services, service_answer
from parvis.products.data_inclusion.queries.structures import Filters, list_structures
from parvis.products.data_inclusion.queries.territories import place_of
from parvis.products.data_inclusion.queries.text_search import Wanted, search_words

ROOT: Final = Path(__file__).parents[1]
PORT: Final = 8765
WORKERS: Final = 2
MEMORY_AIM: Final = 200.0
THEMES: Final = ("numerique", "mobilite", "sante")
DRAWN: Final = 4_000
SAMPLE: Final = 200
QUICK_SAMPLE: Final = 20


@dataclass(frozen=True)
class Scenario:
    """Requests of one kind, what the queries are asked for each, and the median to reach in milliseconds."""

    name: str
    aim: float
    calls: list[tuple[str, Callable[[], object]]]

    @property
    def paths(self) -> list[str]:
        """What is asked over HTTP."""
        return [f"/api/v1/{path}" for path, _ in self.calls]


def fill(structures: int) -> None:
    """Import the invented world, source by source, as any other, and do what waits to be done after."""
    for producer in World(structures).producers():
        import_source(by=system("benchmark"), producer=producer)
    gather_common_roots()


def scenarios(structures: int) -> list[Scenario]:
    """Those of the claim; communes are drawn as people live, words and identifiers evenly."""
    chance = random.Random(SEED)  # noqa: S311  a repeatable choice, nothing secret
    world = World(structures)
    codes = [row[0] for row in chance.choices(world.communes, cum_weights=world.people, k=DRAWN)]
    words = [" ".join(chance.sample(WORDS, chance.choice((1, 2, 2, 3)))) for _ in range(DRAWN)]
    services = structures * 3
    deep = range(services // 100, services // 75)
    ids = [
        f"{chance.choice(SOURCES)}--service-{chance.randrange(services // len(SOURCES)):07}" for _ in range(DRAWN)
    ]  # fmt: skip
    every = ServiceFilters()
    themed = ServiceFilters(thematiques=THEMES)
    return [
        Scenario("services, pages 1-20 of 50", 10, [
            (f"services?size=50&page={n}", lambda n=n: list_services(VISITOR, every, page=n, size=50))
            for n in range(1, 21)
        ]),
        Scenario("services, at half depth, 50", 10, [
            (f"services?size=50&page={n}", lambda n=n: list_services(VISITOR, every, page=n, size=50))
            for n in chance.sample(deep, min(SAMPLE, len(deep)))
        ]),
        Scenario("services, default size", 100, [
            ("services", lambda: list_services(VISITOR, every, page=1, size=5_000))
        ]),
        Scenario("search, commune alone, 20", 30, [
            (f"search/services?size=20&code_commune={code}",
             lambda code=code: search_services(VISITOR, every, place_of(code), page=1, size=20))
            for code in codes
        ]),
        Scenario("search, commune + 3 themes, 20", 15, [
            (f"search/services?{urlencode({'size': 20, 'code_commune': code, 'thematiques': THEMES}, doseq=True)}",
             lambda code=code: search_services(VISITOR, themed, place_of(code), page=1, size=20))
            for code in codes
        ]),
        Scenario("search, words, 20", 40, [
            (f"search?{urlencode({'size': 20, 'q': text})}",
             lambda text=text: search_words(VISITOR, every, Wanted(text, None, 50.0), page=1, size=20))
            for text in words
        ]),
        Scenario("service by id", 3, [
            (f"services/{each}", lambda each=each: service_answer(VISITOR, each)) for each in ids
        ]),
        Scenario("structures of a commune, 50", 5, [
            (f"structures?size=50&code_commune={code}",
             lambda code=code: list_structures(VISITOR, Filters(code_commune=code), page=1, size=50))
            for code in codes
        ]),
    ]  # fmt: skip


def bare(scenario: Scenario, database: psycopg.Connection, sample: int) -> float:
    """The median of the SQL that the answers need, on the driver alone, every count already known."""
    taken = []
    with open_scope(VISITOR, channel="api"), unnoted():
        for _, call in scenario.calls[:sample]:
            call()
            with CaptureQueriesContext(connection) as captured:
                call()
            statements = [each["sql"] for each in captured.captured_queries]

            def run(statements: list[str] = statements) -> None:
                for statement in statements:
                    if (answer := database.execute(statement)).description:
                        answer.fetchall()

            taken += timings(run, 1)
    return p50(taken)


def claim(quick: bool) -> list[Result]:
    """Median, 95th percentile and rate of each scenario at 1 and 8 connections."""
    structures = 1_000 if quick else 100_000
    made_from = fingerprint([
        *ROOT.glob("parvis/products/data_inclusion/migrations/*.py"), ROOT / "benchmarks/world.py",
    ])  # fmt: skip
    use_database(f"bench_reference_{structures}", made_from, lambda: fill(structures))
    with open_scope(system("benchmark"), reach=Reach.EVERYTHING, channel="command"):
        secret = create_token(by=system("benchmark"), name="banc d'essai", scopes=["api"]).secret
        asked = scenarios(structures)
    found: list[Result] = []
    with (
        psycopg.connect(settings.PARVIS_WEB.url, autocommit=True) as database,
        serving(PORT, WORKERS) as server,
    ):
        for scenario in asked:
            found += measured(scenario, secret, database, quick=quick)
        memory = heaviest(server)
    share = round(memory / MEMORY_AIM, 2)
    aim = f"<= {MEMORY_AIM:.0f} MiB"
    return [*found, Result("memory of the largest worker", round(memory, 1), "MiB", share, aim, memory <= MEMORY_AIM)]


def measured(scenario: Scenario, secret: str, database: psycopg.Connection, *, quick: bool) -> list[Result]:
    """What one scenario takes, the server having seen nothing of it but one request."""
    client = Client(PORT, secret)
    client.get(scenario.paths[0])
    client.close()
    reference = bare(scenario, database, QUICK_SAMPLE if quick else SAMPLE)
    results = []
    for connections in (1, 8):
        rate, taken = load(PORT, secret, scenario.paths, connections, 0.3 if quick else 8.0)
        alone = connections == 1
        middle = p50(taken)
        name = f"{scenario.name}, {connections} conn."
        results += [
            Result(f"{name}, p50", round(middle, 2), "ms", round(middle / reference, 2),
                   f"<= {scenario.aim:.0f} ms" if alone else "", middle <= scenario.aim or not alone),
            Result(f"{name}, p95", round(p95(taken), 2), "ms", round(p95(taken) / reference, 2), "", True),
            Result(f"{name}, rate", round(rate, 1), "/s", round(rate * reference / 1000, 2), "", True),
        ]  # fmt: skip
    return results


if __name__ == "__main__":
    main("The API of the reference", claim)
