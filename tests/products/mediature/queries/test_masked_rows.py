"""What is withheld is not told by the rows that are drawn, nor by those that are not."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parvis.kernel.masking import masked, masked_groups
from parvis.products.mediature.enums import Canal
from parvis.products.mediature.queries.comptes import Comptes, Periode
from parvis.products.mediature.queries.statistiques import _table, told

YEAR = Periode(date(2025, 1, 1), date(2025, 12, 31))
GROUPS = [
    (f"Domaine {rank}", [(f"Part {rank}.{place}", "domaine", f"{rank}.{place}") for place in range(4)])
    for rank in range(3)
]
splits = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=3, max_size=3)

few = st.lists(st.lists(st.integers(0, 1), min_size=4, max_size=4), min_size=3, max_size=3)


def counted(tables):
    made = Comptes()
    made.by["domaine"] = Counter(
        {f"{rank}.{place}": count for rank, parts in enumerate(tables) for place, count in enumerate(parts)}
    )
    return made


def drawn(now, before):
    return _table("domaine", "De quoi ?", GROUPS, counted(now), counted(before), masked_groups)


def withheld(tables):
    """The ranks of the groups whose split is not told; all of them when no group is."""
    found = masked_groups([(sum(parts), parts) for parts in tables])
    return [rank for rank in range(len(tables)) if found is None or not found[rank].parts]


def whole_is_withheld(tables):
    return masked([sum(parts) for parts in tables]) is None


@given(splits | few, splits | few, st.data())
def test_another_split_that_is_withheld_too_is_drawn_alike(now, before, data):
    """Whoever reads the rows cannot tell which split it is: each group keeps its total, its parts are dealt anew."""
    dealt = []
    for tables in (now, before):
        other = [list(parts) for parts in tables]
        for rank in withheld(tables):
            total = sum(tables[rank])
            cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=3, max_size=3)))
            other[rank] = [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]
        assume(withheld(other) == withheld(tables))
        dealt.append(other)
    assert drawn(*dealt) == drawn(now, before)


@given(splits, few, st.permutations(range(3)))
def test_a_period_before_that_is_withheld_whole_draws_no_row(now, before, order):
    assume(whole_is_withheld(before))
    assert drawn(now, [before[rank] for rank in order]) == drawn(now, before)


def test_five_cases_in_four_parts_are_not_found():
    rows = drawn([[2, 1, 1, 1], [9, 9, 9, 9], [0, 0, 0, 0]], [[1, 1, 1, 2], [9, 9, 9, 9], [0, 0, 0, 0]]).rows
    assert [row.label for row in rows if row.label.startswith(("Domaine 0", "Part 0"))] == ["Domaine 0"]
    assert {row.label for row in rows if row.level > 1} == {f"Part 1.{place}" for place in range(4)}


@pytest.mark.django_db
def test_a_figure_is_masked_where_its_row_is_not_drawn():
    now, before = Comptes(), Comptes()
    now.by["recevabilite"] = Counter(recevable=40, irrecevable=5)
    now.by["irrecevable"] = Counter({"sans-demarche": 4, "autre-motif": 1})
    before.by["issue"] = Counter({"droit-usager": 3})
    now.by["canal"] = Counter({Canal.COURRIER.value: 45})
    figures = {each.label: (each.value, each.before) for each in told(now, before, YEAR, masking=True).chiffres}
    assert figures["Renvoyées faute de première démarche"] == ("masqué", "0")
    assert figures["Taux de résolution"] == ("sans objet", "masqué")
    exact = {each.label: each.value for each in told(now, before, YEAR, masking=False).chiffres}
    assert exact["Renvoyées faute de première démarche"] == "4"
