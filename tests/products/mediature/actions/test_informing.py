"""What the person reads by mail, each time with what else they may do."""

import pytest

from parvis.core.notifications.models import Outgoing
from parvis.kernel.scope import open_scope
from parvis.products.mediature.actions.informing import tell_decision, tell_end, tell_registered
from parvis.products.mediature.enums import Issue, Recevabilite
from parvis.products.mediature.models import Saisine, TiersCompetent
from parvis.products.mediature.queries.echanges import case_address
from tests.factories.mediature import acting_as, make_agent, make_collectivite, make_saisine

pytestmark = pytest.mark.django_db
REMEDIES = ("Défenseur des droits", "tribunal administratif")


@pytest.fixture
def sent(acting):
    """What somebody of the office sends about a saisine of which this was decided."""

    def send(tell, *told, **fields):
        office = make_collectivite(name="Dijon", email="mediateur@dijon.exemple")
        saisine = make_saisine(office)
        for name, value in fields.items():
            setattr(saisine, name, value)
        actor = acting_as(make_agent(office))
        with open_scope(actor):
            tell(actor, saisine, *told)
        return Outgoing.objects.exclude(key="mediature.receipt").get()

    return send


def test_without_incoming_mail_an_answer_reaches_the_office_and_the_page_asks_for_the_code(sent, settings):
    settings.PARVIS_MAIL_DOMAIN = ""
    mail = sent(tell_decision, recevabilite=Recevabilite.RECEVABLE, reasons="Oui.")
    assert mail.reply_to == "mediateur@dijon.exemple"
    assert "/mediature/suivi/\n" in mail.text + "\n"
    assert "code de suivi" in mail.text


def test_an_answer_lands_in_the_case_where_this_installation_receives_mail(sent, settings):
    settings.PARVIS_MAIL_DOMAIN = "courriel.parvis.test"
    mail = sent(tell_decision, recevabilite=Recevabilite.RECEVABLE, reasons="Oui.")
    assert mail.reply_to == case_address(Saisine.objects.get())
    assert mail.reply_to.endswith("@courriel.parvis.test")


@pytest.mark.parametrize("decided", [Recevabilite.IRRECEVABLE, Recevabilite.REORIENTEE])
def test_a_refusal_names_the_remedies(sent, decided):
    mail = sent(
        tell_decision, recevabilite=decided, reasons="Pas nous.", tiers=TiersCompetent(name="Médiateur de l’eau")
    )
    assert all(words in mail.text for words in (*REMEDIES, "Pas nous."))
    assert ("Médiateur de l’eau" in mail.text) is (decided == Recevabilite.REORIENTEE)


def test_an_end_names_the_remedies_and_what_becomes_of_the_time_limits(sent):
    mail = sent(tell_end, issue=Issue.PARTIEL, conclusion="Chacun fait un pas.")
    assert all(words in mail.text for words in (*REMEDIES, "Chacun fait un pas.", "L. 213-6"))


def test_a_receipt_has_its_code_and_not_as_a_page(sent):
    mail = sent(tell_registered, "K7F39QWM2XAB")
    assert "K7F3 9QWM 2XAB" in mail.text
    assert "K7F39QWM2XAB" not in mail.text


def test_what_is_written_in_reasons_is_words_and_never_a_page(sent):
    mail = sent(tell_decision, recevabilite=Recevabilite.RECEVABLE, reasons="<a href='//x'>ici</a> & là")
    assert "<a href='//x'>" not in mail.html
    assert "<a href='//x'>ici</a> & là" in mail.text
