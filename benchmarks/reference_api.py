"""The API of the reference at the scale of the country, against the bare SQL of the same answers."""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

import django

django.setup()

import psycopg  # noqa: E402  once Django is ready
from django.conf import settings  # noqa: E402  once Django is ready
from django.db import connection  # noqa: E402  once Django is ready
from django.test.utils import CaptureQueriesContext  # noqa: E402  once Django is ready
from measure import Result, main, p50, p95, timings  # noqa: E402  once Django is ready
from scratch import fingerprint, use_database  # noqa: E402  once Django is ready
from served import Client, heaviest, load, serving  # noqa: E402  once Django is ready
from world import SEED, WORDS, World  # noqa: E402  once Django is ready

from parvis.core.accounts.actions.tokens import create_token  # noqa: E402  once Django is ready
from parvis.kernel.actor import VISITOR, system  # noqa: E402  once Django is ready
from parvis.kernel.scope import Reach, open_scope, unnoted  # noqa: E402  once Django is ready
from parvis.products.data_inclusion.actions.importing import import_source  # noqa: E402  once Django is ready
from parvis.products.data_inclusion.queries.search import search_services  # noqa: E402  once Django is ready
from parvis.products.data_inclusion.queries.service_filters import ServiceFilters  # noqa: E402  once Django is ready
from parvis.products.data_inclusion.queries.services import list_services, service_answer  # noqa: E402  once Django is ready
from parvis.products.data_inclusion.queries.structures import Filters, list_structures  # noqa: E402  once Django is ready
from parvis.products.data_inclusion.queries.territories import place_of  # noqa: E402  once Django is ready
from parvis.products.data_inclusion.queries.text_search import Wanted, search_words  # noqa: E402  once Django is ready

ROOT = Path(__file__).parents[1]
PORT = 8765
WORKERS = 2
MEMORY_AIM = 200.0
THEMES = ("numerique", "mobilite", "sante")
SAMPLE = 200


@dataclass(frozen=True)
class Scenario:
    """Requests of one kind, what the query layer is asked for each, and the median to reach."""

    name: str
    aim: float
    calls: list[tuple[str, Callable[[], object]]]

    @property
    def paths(self) -> list[str]:
        """What is asked over HTTP."""
        return [f"/api/v1/{path}" for path, _ in self.calls]


def fill(structures: int) -> None:
    """Import the invented world, source by source, as any other."""
    for producer in World(structures).producers():
        import_source(by=system("benchmark"), producer=producer)


def scenarios(structures: int) -> list[Scenario]:
    """Those of the claim; communes are drawn as people live, words and identifiers evenly."""
    chance = random.Random(SEED)  # noqa: S311  a repeatable choice, nothing secret
    world = World(structures)
    codes = [row[0] for row in chance.choices(world.communes, weights=world.weights, k=SAMPLE)]
    words = [" ".join(chance.sample(WORDS, chance.choice((1, 2, 2, 3)))) for _ in range(SAMPLE)]
    services = structures * 3
    deep = range(services // 100, services // 75)
    ids = [f"banc-{chance.choice('abcd')}--service-{chance.randrange(services // 4):07}" for _ in range(SAMPLE)]
    everything = ServiceFilters()
    themed = ServiceFilters(thematiques=THEMES)
    asked = "&".join(f"thematiques={theme}" for theme in THEMES)
    return [
        Scenario("services, pages 1-20 of 50", 10, [
            (f"services?size=50&page={n}", lambda n=n: list_services(VISITOR, everything, page=n, size=50))
            for n in range(1, 21)
        ]),
        Scenario("services, at half depth, 50", 10, [
            (f"services?size=50&page={n}", lambda n=n: list_services(VISITOR, everything, page=n, size=50))
            for n in chance.sample(deep, min(SAMPLE, len(deep)))
        ]),
        Scenario("services, default size", 100, [
            ("services", lambda: list_services(VISITOR, everything, page=1, size=5_000))
        ]),
        Scenario("search, commune alone, 20", 30, [
            (f"search/services?size=20&code_commune={code}",
             lambda code=code: search_services(VISITOR, everything, place_of(code), page=1, size=20))
            for code in codes
        ]),
        Scenario("search, commune + 3 themes, 20", 15, [
            (f"search/services?size=20&code_commune={code}&{asked}",
             lambda code=code: search_services(VISITOR, themed, place_of(code), page=1, size=20))
            for code in codes
        ]),
        Scenario("search, words, 20", 40, [
            (f"search?size=20&q={text.replace(' ', '+')}".encode().decode(),
             lambda text=text: search_words(VISITOR, everything, Wanted(text, None, 50.0), page=1, size=20))
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


def bare(scenario: Scenario, database: psycopg.Connection[object]) -> float:
    """The median of the SQL that the answers need, on the driver alone, every count already known."""
    taken = []
    with open_scope(VISITOR, channel="api"), unnoted():
        for _, call in scenario.calls:
            call()
            with CaptureQueriesContext(connection) as captured:
                call()
            statements = [each["sql"] for each in captured.captured_queries]

            def run(statements: list[str] = statements) -> None:
                for statement in statements:
                    database.execute(statement).fetchall()

            taken += timings(run, 1)
    return p50(taken)


def claim(quick: bool) -> list[Result]:
    """Median, 95th percentile and rate of each scenario at 1 and 8 connections."""
    structures = 2_000 if quick else 100_000
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
            found += measured(scenario, secret, database, seconds=1.0 if quick else 8.0)
        memory = heaviest(server)
    found.append(
        Result("memory of the largest worker", round(memory, 1), "MiB", round(memory / MEMORY_AIM, 2), "<= 200 MiB",
               memory <= MEMORY_AIM)
    )  # fmt: skip
    return found


def measured(scenario: Scenario, secret: str, database: psycopg.Connection[object], *, seconds: float) -> list[Result]:
    """What one scenario takes, the server having seen nothing of it but one request."""
    client = Client(PORT, secret)
    client.get(scenario.paths[0])
    client.close()
    reference = bare(scenario, database)
    results = []
    for connections in (1, 8):
        rate, taken = load(PORT, secret, scenario.paths, connections, seconds)
        alone = connections == 1
        middle = p50(taken)
        name = f"{scenario.name}, {connections} conn."
        results += [
            Result(f"{name}, p50", round(middle, 2), "ms", round(middle / reference, 2),
                   f"<= {scenario.aim} ms" if alone else "", middle <= scenario.aim or not alone),
            Result(f"{name}, p95", round(p95(taken), 2), "ms", round(p95(taken) / reference, 2), "", True),
            Result(f"{name}, rate", round(rate, 1), "/s", round(rate * reference / 1000, 2), "", True),
        ]  # fmt: skip
    return results


if __name__ == "__main__":
    main("The API of the reference", claim)
