"""Finding a commune as typed, and the commune that holds a point, against plain SQL on the same tables."""

import random
import time

from django.core.management import call_command
from measure import Result, main, p50, p95, timings

from parvis.core.geography.models import Commune
from parvis.core.geography.queries.commune_search import find_communes
from parvis.core.geography.queries.communes import commune_holding

AIM_MS = 20.0
ANSWERED = 99


def typed_by_hand(count: int) -> list[str]:
    """Names as people type them: whole, cut short, without accents, with a letter missing; and postal codes."""
    chance = random.Random(25)  # noqa: S311  a repeatable choice of names, nothing secret
    rows = list(Commune.objects.current().order_by("id").values_list("name", "search_key", "codes_postaux__code"))
    found = []
    for name, key, code in chance.sample(rows, count):
        cut = chance.randrange(len(key))
        found.append(chance.choice([name, key[: cut + 2], key[:cut] + key[cut + 1 :], code or name]))
    return found


def like(text: str) -> list[Commune]:
    """The reference: twenty rows by ILIKE on the name or an exact postal code, the most peopled first."""
    rows = Commune.objects.current().order_by("-population")
    if text.isdigit():
        return list(rows.filter(codes_postaux__code=text)[:20])
    return list(rows.filter(name__icontains=text)[:20])


def claim(quick: bool) -> list[Result]:
    """Medians and 95th percentiles over many searches, and over many points."""
    call_command("migrate", verbosity=0)
    call_command("load", verbosity=0, only="geography")
    texts = typed_by_hand(200 if quick else 2_000)
    find_communes(texts[0])
    began = time.process_time()
    ours = [timings(lambda text=text: find_communes(text), 1)[0] for text in texts]
    processor = (time.process_time() - began) * 1000 / len(texts)
    theirs = [timings(lambda text=text: like(text), 1)[0] for text in texts]
    centres = list(Commune.objects.current().exclude(longitude=None).values_list("longitude", "latitude"))
    points = random.Random(75).sample(centres, 100 if quick else 1_000)  # noqa: S311  as above
    holding = [timings(lambda point=point: commune_holding(*point), 1)[0] for point in points]
    scan = p50(timings(lambda: list(Commune.objects.current().values_list("longitude", "latitude")), 5))
    return [
        _faster("find_communes p50, of ILIKE", p50(ours), p50(theirs), 0.75),
        _faster("find_communes p95, of ILIKE", p95(ours), p95(theirs), 1),
        _faster("find_communes mean processor time, of 20 ms", processor, AIM_MS, 1),
        _found(texts),
        _faster("commune_holding p95, of reading all centres", p95(holding), scan, 0.5),
    ]


def _faster(name: str, value: float, reference: float, most: float) -> Result:
    ratio = value / reference
    return Result(name, round(value, 3), "ms", round(ratio, 3), f"ratio < {most}", ratio < most)


def _found(texts: list[str]) -> Result:
    """How many searches find anything, as a ratio to the reference."""
    ours = sum(bool(find_communes(text)) for text in texts)
    theirs = sum(bool(like(text)) for text in texts)
    share = 100 * ours / len(texts)
    return Result(
        "searches answered, of ILIKE",
        round(share, 1),
        "%",
        round(ours / theirs, 2),
        f"> {ANSWERED} %",
        share > ANSWERED,
    )


if __name__ == "__main__":
    main("Finding a commune", claim)
