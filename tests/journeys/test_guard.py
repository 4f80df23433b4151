"""The browser works while a public form is being filled, and nobody waits for it but who is very quick."""

import re

from playwright.sync_api import expect

START = "/mediature/dijon/saisir/"
PROVEN = "document.querySelector('[name=altcha]').value.length > 100"
SLOW = (
    "window.crypto.subtle.digest = async () => new Promise((done) => setTimeout(() => done(new ArrayBuffer(32)), 20));"
)


def test_the_work_is_done_without_being_asked_of_the_person(open_page):
    page = open_page(width=360, height=740)
    page.goto(START)
    page.wait_for_function(PROVEN)
    expect(page.get_by_text("Vérification par votre navigateur")).to_be_hidden()


def test_who_sends_before_it_is_done_is_told_and_loses_nothing(open_page):
    page = open_page(width=360, height=740)
    page.add_init_script(SLOW)
    page.goto(START)
    page.get_by_label("Que s’est-il passé ?").fill("La ville refuse l’inscription à la cantine.")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_text("Vérification par votre navigateur")).to_be_visible()
    expect(page).to_have_url(re.compile("/demarche/"), timeout=30_000)
