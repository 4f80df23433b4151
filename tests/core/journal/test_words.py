"""The journal in plain words, and verbs that nobody declared."""

from parvis.core.journal.checks import every_verb_has_words
from parvis.core.journal.queries.verbs import undeclared_verbs, written_verbs
from parvis.core.journal.queries.words import category_words, names_of, object_words, verb_words
from tests.factories.organisations import make_person


def test_every_verb_of_the_house_is_declared():
    assert every_verb_has_words(None) == []


def test_an_undeclared_verb_is_an_error_of_the_check(tmp_path, monkeypatch):
    (tmp_path / "shop.py").write_text('record(by=by, verb="shop.sell")\n')
    assert list(undeclared_verbs([tmp_path])) == [("shop.sell", "shop.py:1")]
    monkeypatch.setattr("parvis.core.journal.queries.verbs.ROOT", tmp_path)
    monkeypatch.setattr("parvis.core.journal.checks.undeclared_verbs", lambda: undeclared_verbs([tmp_path]))
    (message,) = every_verb_has_words(None)
    assert "shop.sell" in message.msg
    assert message.is_serious()


def test_verbs_are_found_wherever_they_are_written():
    source = """
SELL = "shop.sell"
def _trace(by, verb, item): record(by=by, verb=verb)
_trace(by, "shop.buy", item)
record(by=by, verb=SELL)
record(by=by, verb=f"shop.{what}")
publish(Deed(by, "shop.close"))
record(by=by, verb="shop.give" if kind else "shop.keep")
"""
    assert sorted((verb for verb, _ in written_verbs(source)), key=lambda verb: ("{" not in verb, verb)) == [
        "shop.{what}",
        "shop.buy",
        "shop.close",
        "shop.give",
        "shop.keep",
        "shop.sell",
    ]


def test_keys_become_words():
    assert verb_words("read") == "a consulté"
    assert category_words("plateforme.comptes.identite") == "Identité du titulaire (La plateforme)"
    assert object_words("accounts.ApiToken:3") == "jeton d’API"
    assert (category_words("rien"), object_words("clé-maîtresse")) == ("rien", "clé-maîtresse")


def test_who_acted_is_named_as_long_as_the_account_exists(acting, db):
    user = make_person(first_name="Zoé", last_name="Faure")
    names = names_of([f"user:{user.pk}", "user:999999", "system:journal.months", "visitor"])
    assert names[f"user:{user.pk}"] == "Zoé Faure"
    assert names["user:999999"] == "compte effacé"
    assert names["system:journal.months"].startswith("la plateforme (Préparer les mois")
    assert names["visitor"] == "un visiteur"


def test_a_composed_verb_has_words_when_one_is_declared_that_begins_so(tmp_path):
    (tmp_path / "desk.py").write_text('record(by=by, verb=f"accounts.{kind}")\nrecord(by=by, verb=f"shop.{kind}")\n')
    assert [verb for verb, _ in undeclared_verbs([tmp_path])] == ["shop.{kind}"]
