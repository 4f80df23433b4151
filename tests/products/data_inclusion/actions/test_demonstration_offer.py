"""What is drawn to invent the demonstration."""

from data_inclusion.schema.v1 import Thematique, TypeService

from parvis.kernel.french import opening_hours
from parvis.products.data_inclusion.actions.demonstration_offer import stock


def test_all_that_can_be_drawn_is_in_the_words_of_the_schema():
    trades = [stock().national, *stock().trades]
    assert len(trades) == len({trade.slug for trade in trades})
    for trade in trades:
        assert all(opening_hours.is_valid(each) for each in trade.hours), trade.slug
        for offer in trade.offers:
            assert offer.type in set(TypeService), offer.nom
            assert offer.thematiques, offer.nom
            assert set(offer.thematiques) <= set(Thematique), offer.nom


def test_enough_is_drawn_for_the_largest_town():
    assert len(stock().names) == len(set(stock().names)) >= 22
    assert len(stock().trades) * 2 + 2 >= 22
    assert len(stock().streets) == len(set(stock().streets))
