"""A week of hours in prose."""

import pytest

from parvis.kernel.french.opening_hours import written
from parvis.products.data_inclusion.actions.mapping.week_hours import read_week_prose


def said(text):
    prose = read_week_prose(text)
    return None if prose is None else "; ".join(filter(None, [written(prose.week), *prose.monthly]))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("du lundi au vendredi de 9h à 12h et de 14h à 18h", "Mo-Fr 09:00-12:00,14:00-18:00"),
        ("Lundi-vendredi 9h-12h", "Mo-Fr 09:00-12:00"),
        ("lundi-mardi-jeudi 9h-12h", "Mo-Tu,Th 09:00-12:00"),
        ("Les mardis et jeudis 14h-17h, le samedi 10h-12h", "Tu,Th 14:00-17:00; Sa 10:00-12:00"),
        ("Lun. mar. 9h-12h", "Mo-Tu 09:00-12:00"),
        ("lundi\t09:00–12:00\nmardi\tFermé\nmercredi\t14:00–18:00", "Mo 09:00-12:00; We 14:00-18:00"),
        ("lundi 9h-12h, lundi 14h-18h", "Mo 09:00-12:00,14:00-18:00"),
        ("La semaine de 9h à 12h et le samedi de 10h à 12h", "Mo-Fr 09:00-12:00; Sa 10:00-12:00"),
        ("tous les jours de 9h à 19h", "Mo-Su 09:00-19:00"),
        ("le week-end de 10h à 12h", "Sa-Su 10:00-12:00"),
        ("9h-12h et 14-18h du lundi au vendredi", "Mo-Fr 09:00-12:00,14:00-18:00"),
        ("du lundi au vendredi 9h-12h sans RDV", "Mo-Fr 09:00-12:00"),
        ("lundi 9h-12h, mardi sur rendez-vous, mercredi 9h-12h", "Mo,We 09:00-12:00"),
        ("mardi : fermé au public le matin / 14h-17h", "Tu 14:00-17:00"),
        ("du lundi au vendredi 9h-12h. Fermé les jours fériés et en août.", "Mo-Fr 09:00-12:00"),
        ("Lundi au vendredi 9h-17h, fermé le mercredi", "Mo-Tu,Th-Fr 09:00-17:00"),
        ("dimanche 9h-12h", "Su 09:00-12:00"),
        ("2e jeudi du mois de 14h à 17h", "Th[2] 14:00-17:00"),
        ("Les premiers et troisièmes lundis du mois de 9h à 12h", "Mo[1,3] 09:00-12:00"),
        ("le dernier samedi de chaque mois, de 9 heures à 12 h 30", "Sa[-1] 09:00-12:30"),
        ("du lundi au vendredi", None),
        ("9h-12h", None),
        ("", None),
        ("un lundi sur deux de 9h à 12h", None),
        ("lundi de 9h à 12h pendant les vacances", None),
        ("lundi 9h-12h, mardi sauf le matin 14h-17h", None),
        ("lundi 9h-12h, samedi 10h-12h (semaine paire)", None),
        ("samedi 10h-12h (2e et 4e du mois)", None),
        ("lundi merdi mercredi 9h-12h", None),
        ("du vendredi au lundi 9h-12h", None),
        ("du lundi au vendredi 9h-12h, fermé le mardi après-midi", None),
        ("lundi 9h-12h, le 2e mardi 9h-12h", None),
        ("lundi de 9h à 12h et le premier mardi du mois de 14h à 17h", None),
        ("9h-12h du lundi au vendredi, ouverture les samedis pour les jeunes", None),
    ],
)
def test_a_week_is_read_or_not_at_all(text, hours):
    assert said(text) == hours


def test_an_aside_that_holds_numbers_is_told():
    assert read_week_prose("lundi 9h-12h (17h pendant les vacances scolaires)").aside
    assert not read_week_prose("lundi 9h-12h (journée continue)").aside
