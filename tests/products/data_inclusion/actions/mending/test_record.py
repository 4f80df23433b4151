"""What is said of a record while it is mended."""

from parvis.products.data_inclusion.actions.mending.record import NOTHING_SAID, Mending


def test_words_for_nothing_are_left_out_and_said():
    mended = Mending({"nom": "Abc", "adresse": "None", "commune": None}).done()
    assert mended.values == {"nom": "Abc"}
    assert mended.corrections == [f"adresse : {NOTHING_SAID}"]


def test_the_first_thing_said_of_a_field_stays():
    mending = Mending({})
    mending.corrected("nom", "coupé")
    mending.corrected("nom", "autre chose")
    mending.doubted("nom", "étrange")
    assert (mending.done().corrections, mending.done().doubts) == (["nom : coupé"], ["nom : étrange"])
