"""Nobody is found in a table of counts, nor by subtracting what it shows from its total."""

from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.masking import K, masked, masked_groups, shown

counts = st.lists(st.integers(0, 12), min_size=1, max_size=8)


def could_hold(table, told, rank, value):
    """Whether a reader of ``told``, who knows the total, may believe that the masked cell ``rank`` holds ``value``."""
    left = sum(table) - sum(count for count in told if count is not None) - value
    others = sum(count is None for count in told) - 1
    return (left >= others) if others else left == 0


@given(counts)
def test_each_masked_cell_could_hold_anything_from_one_to_k(table):
    told = masked(table)
    if told is None:
        return
    for rank, count in enumerate(told):
        if count is None:
            assert all(could_hold(table, told, rank, value) for value in range(1, K + 1))
        else:
            assert count == table[rank]
            assert count == 0 or count >= K


@given(counts)
def test_a_table_without_small_cells_is_whole(table):
    large = [count if count >= K else 0 for count in table]
    assert masked(large) == tuple(large)


@given(st.lists(counts, min_size=1, max_size=5))
def test_no_split_tells_what_its_group_hides(tables):
    told = masked_groups([(sum(parts), parts) for parts in tables])
    if told is None:
        return
    for group, parts in zip(told, tables, strict=True):
        if group.count is None:
            assert group.parts == ()
        elif group.parts:
            assert group.parts == masked(parts)


def test_the_smallest_other_cell_goes_with_a_lonely_small_one():
    assert masked([3, 40, 6, 0]) == (None, 40, None, 0)
    assert masked([4, 4, 30]) == (None, None, 30)
    assert masked([1, 1, 1, 1, 1, 20, 9]) == (None, None, None, None, None, 20, None)


def test_what_cannot_be_protected_is_withheld():
    assert masked([4]) is None
    assert masked([1, 1, 1, 1, 1]) is None
    assert masked([0, 0]) == (0, 0)


def test_a_count_alone():
    assert [shown(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]
