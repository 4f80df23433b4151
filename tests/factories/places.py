"""A small territory, for tests that need no database."""

from parvis.core.geography.queries.commune_directory import CommuneListed
from parvis.products.data_inclusion.actions.mending.places import Places, make_places

COMMUNES = [
    CommuneListed("25056", "Besançon", "25", ("25000",), (), 6.0182, 47.2438),
    CommuneListed("25388", "Montbéliard", "25", ("25200",), (), 6.7986, 47.5102),
    CommuneListed("21231", "Dijon", "21", ("21000",), (), 5.0415, 47.3220),
    CommuneListed("74010", "Annecy", "74", ("74000", "74940"), ("Annecy-le-Vieux", "Seynod"), 6.1294, 45.8992),
    CommuneListed("75056", "Paris", "75", ("75001", "75002"), (), 2.3522, 48.8566),
    CommuneListed("13055", "Marseille", "13", ("13001", "13002"), (), 5.3698, 43.2965),
    CommuneListed("97411", "Saint-Denis", "974", ("97400",), (), 55.4504, -20.8789),
    CommuneListed("93066", "Saint-Denis", "93", ("93200", "93210"), (), 2.3574, 48.9362),
    CommuneListed("01053", "Bourg-en-Bresse", "01", ("01000",), (), 5.2255, 46.2052),
    CommuneListed("29019", "Brest", "29", ("29200",), (), -4.4861, 48.3904),
]


def small_territory() -> Places:
    return make_places(
        COMMUNES,
        {"74011": "74010", "75101": "75056", "13202": "13055"},
        {"Doubs": "25", "Ain": "01", "Corse-du-Sud": "2A", "La Réunion": "974", "Finistère": "29"},
        {"Bretagne": ("22", "29", "35", "56")},
        {"Grand Besançon Métropole": "242500361"},
    )
