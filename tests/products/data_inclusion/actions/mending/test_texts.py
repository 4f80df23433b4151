"""Names and texts: readable, and no longer than the schema has room for."""

from parvis.products.data_inclusion.actions.mending.record import Mending
from parvis.products.data_inclusion.actions.mending.texts import MISREAD, mend_name, mend_text


def test_a_text_in_the_wrong_encoding_is_restored_and_said():
    mending = Mending({"nom": "M\u00c3\u00a9diath\u00c3\u00a8que"})
    mend_name(mending)
    assert mending.values["nom"] == "Médiathèque"
    assert mending.done().corrections == [f"nom : {MISREAD}"]


def test_a_name_too_long_is_cut_at_a_word():
    mending = Mending({"nom": "mot " * 60})
    mend_name(mending)
    assert len(mending.values["nom"]) <= 150
    assert mending.values["nom"].endswith("mot…")


def test_a_text_keeps_its_paragraphs():
    mending = Mending({"description": "Un.\n\nDeux."})
    mend_text(mending, "description")
    assert mending.values["description"].splitlines()[-1] == "Deux."
