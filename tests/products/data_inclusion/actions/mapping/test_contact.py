"""Telephone, e-mails and web sites: each mended alone, what cannot be is left out and told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.products.data_inclusion.actions.mapping.contact import clean_emails, clean_phone, clean_url, clean_urls
from tests.factories.mapping import map_one

SEVERAL = "plusieurs numéros, le premier est gardé"
NO_PHONE = "ce n'est pas un numéro de téléphone, laissé de côté"
NO_EMAIL = "ce n'est pas une adresse électronique, laissée de côté"
NO_URL = "ce n'est pas une adresse internet, laissée de côté"


@pytest.mark.parametrize(
    ("given_", "phone", "what"),
    [
        ("03 81 61 50 50", "+33381615050", ""),
        ("03.81.61.50.50", "+33381615050", ""),
        ("+33 (0)3-81-61-50-50", "+33381615050", ""),
        ("0033381615050", "+33381615050", ""),
        ("33381615050", "+33381615050", ""),
        ("381615050", "+33381615050", ""),
        ("06 49 18 00 75 (SMS)", "+33649180075", ""),
        ("Tél. : 03 81 61 50 50", "+33381615050", ""),
        ("03 81 61 50 50 / 06 49 18 00 75", "+33381615050", SEVERAL),
        ("03 81 61 50 50 ou 06 49 18 00 75", "+33381615050", SEVERAL),
        ("0381615050\n0649180075", "+33381615050", SEVERAL),
        ("36 46", "3646", ""),
        ("", "", ""),
        ("-", "", ""),
        ("sur place", "", NO_PHONE),
        ("03 81 61", "", NO_PHONE),
        ("00 00 00 00 00", "", NO_PHONE),
    ],
)
def test_a_telephone_is_dialled_from_anywhere(given_, phone, what):
    assert clean_phone(given_, "25056") == (phone, what)


def test_numbers_overseas_keep_their_own_calling_code():
    assert clean_phone("0262 40 40 40", "97411")[0] == "+262262404040"
    assert clean_phone("27 31 15", "98818")[0] == "+687273115"


@pytest.mark.parametrize(
    ("given_", "emails", "what"),
    [
        ("Accueil@Exemple.FR", ("accueil@exemple.fr",), ""),
        ("a@b.fr", ("a@b.fr",), ""),
        ("un@exemple.fr;deux@exemple.fr", ("un@exemple.fr", "deux@exemple.fr"), ""),
        ("un@exemple.fr / deux@exemple.fr", ("un@exemple.fr", "deux@exemple.fr"), ""),
        ("un@exemple.fr ou deux@exemple.fr", ("un@exemple.fr", "deux@exemple.fr"), ""),
        ("mailto:un@exemple.fr", ("un@exemple.fr",), "adresse mal écrite, corrigée"),
        ("un@@exemple.fr", ("un@exemple.fr",), "adresse mal écrite, corrigée"),
        ("un[at]exemple.fr", ("un@exemple.fr",), "adresse mal écrite, corrigée"),
        ("multimédia@exemple.fr", ("multimedia@exemple.fr",), "adresse mal écrite, corrigée"),
        ("un@exemple fr", ("un@exemple.fr",), "adresse mal écrite, corrigée"),
        ("un@exemple.corsica", ("un@exemple.corsica",), ""),
        ("un@exemple.fr deux@exemple", ("un@exemple.fr",), "une adresse illisible, laissée de côté"),
        ("un@exemple", (), NO_EMAIL),
        ("contactez-nous sur le site", (), NO_EMAIL),
        ("@", (), ""),
        ("", (), ""),
    ],
)
def test_emails_are_read_one_by_one(given_, emails, what):
    assert clean_emails(given_) == (emails, what)


@pytest.mark.parametrize(
    ("given_", "urls", "what"),
    [
        ("exemple.fr", ("http://exemple.fr",), ""),
        ("WWW.Exemple.fr/Page", ("http://www.exemple.fr/Page",), ""),
        ("https://exemple.fr:8443/a?B=c#D", ("https://exemple.fr:8443/a?B=c#D",), ""),
        ("http:/exemple.fr", ("http://exemple.fr",), ""),
        ("https//:exemple.fr", ("https://exemple.fr",), ""),
        ("https://https://exemple.fr", ("https://exemple.fr",), ""),
        ("https://a.fr|https://b.fr", ("https://a.fr", "https://b.fr"), ""),
        ("https://a.fr https://b.fr", ("https://a.fr", "https://b.fr"), ""),
        ("https://a.frhttps://b.fr", ("https://a.fr", "https://b.fr"), ""),
        ("https://exemple.fr/médiathèque", ("https://exemple.fr/m%C3%A9diath%C3%A8que",), ""),
        ("https://exemple.fr/a(b)", ("https://exemple.fr/a%28b%29",), ""),
        ("facebook : le lieu", (), NO_URL),
        ("accueil@exemple.fr", (), NO_URL),
        ("exemple.fr/a - b", (), NO_URL),
        ("https://www.lucé.fr/index.php?a=é", ("https://www.xn--luc-dma.fr/index.php?a=%C3%A9",), ""),
        ("médiathèque.fr", (), NO_URL),
        ("voir https://exemple.fr", ("https://exemple.fr",), "texte autour de l'adresse laissé de côté"),
        ("-", (), ""),
        ("", (), ""),
    ],
)
def test_web_sites_keep_the_case_of_their_path(given_, urls, what):
    assert clean_urls(given_) == (urls, what)


def test_one_bad_contact_leaves_the_others_untouched():
    mapped = map_one(telephone="sur place", courriels="un@exemple", site_web="https://exemple.fr/page")
    assert (mapped.lieu.telephone, mapped.lieu.courriels) == ("", ())
    assert mapped.lieu.site_web == ("https://exemple.fr/page",)
    assert mapped.corrections == [f"telephone : {NO_PHONE}", f"courriels : {NO_EMAIL}"]


WORDS = st.text(st.sampled_from("aé1029.@/:|; ()+-_?=&%wh\n\u00a0"), max_size=40) | st.text(max_size=40)


@given(WORDS, st.sampled_from(["", "25056", "97411", "98818"]))
def test_a_cleaned_telephone_is_clean(text, code_insee):
    phone, _ = clean_phone(text, code_insee)
    assert clean_phone(phone, code_insee) == (phone, "")


@given(WORDS)
def test_cleaned_emails_are_clean(text):
    emails, _ = clean_emails(text)
    assert clean_emails("|".join(emails)) == (emails, "")


@given(
    WORDS
    | st.from_regex(r"(https?:/{0,3}:?)?(www[.,:])?[a-z]{1,5}\.(fr|com)([/?#:][a-zA-Zé()%/ ]{0,9})?", fullmatch=True)
)
def test_cleaned_urls_are_clean(text):
    urls, _ = clean_urls(text)
    assert clean_urls("|".join(urls)) == (urls, "")
    assert clean_url(text)[0] == (urls[0] if urls else "")
