"""The offices of the demonstration are opened once, and their disputes have lived."""

import pytest

from parvis.kernel import clock
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from parvis.products.mediature.actions.demonstration import load_mediature
from parvis.products.mediature.actions.nomenclature import load_lists
from parvis.products.mediature.enums import Etat, Recevabilite
from parvis.products.mediature.models import (
    Adhesion,
    Avis,
    Collectivite,
    Courrier,
    Fusion,
    Lien,
    Ligne,
    Message,
    Modele,
    Partie,
    Production,
    Remise,
    Saisine,
    Sollicitation,
    Transfert,
    Version,
    Vue,
)
from parvis.products.mediature.queries.parties import agreed_by_all

pytestmark = pytest.mark.django_db


def test_past_disputes_are_played_once_in_the_order_of_time():
    task, told = system("tests"), []
    with open_scope(task, reach=Reach.EVERYTHING) as scope:
        load_lists(by=task)
        load_mediature(lambda done, total: told.append((done, total)))
        count = Saisine.objects.count()
        assert told[-1] == (3, 3)
        assert set(Saisine.objects.values_list("etat", flat=True)) >= {Etat.A_TRAITER, Etat.CLOSE}
        assert set(Saisine.objects.values_list("recevabilite", flat=True)) >= {
            Recevabilite.A_EXAMINER, Recevabilite.RECEVABLE, Recevabilite.REORIENTEE,
        }  # fmt: skip
        assert not Ligne.objects.filter(at__gt=clock.now()).exists()
        for saisine in Saisine.objects.all():
            assert [line.at for line in saisine.lignes.all()] == sorted(line.at for line in saisine.lignes.all())
            assert saisine.merged_into or saisine.filed_at <= saisine.lignes.first().at
        assert {asked.stands for asked in Sollicitation.objects.all()} == {"Réponse attendue", "Réponse reçue"}
        assert agreed_by_all(Partie.objects.all()) is not None
        assert Avis.objects.count() == 1
        assert Courrier.objects.count() == 5
        assert Remise.objects.count() == 4
        assert Collectivite.objects.count() == 3
        assert Collectivite.objects.with_mandate().count() == 2
        assert (Fusion.objects.count(), Lien.objects.count()) == (1, 2)
        assert set(Transfert.objects.values_list("etat", flat=True)) == {"propose", "accepte"}
        assert Ligne.objects.filter(words__contains="par le médiateur de Département de la Côte-d’Or").count() == 1
        assert (Modele.objects.filter(organisation__isnull=False).count(), Vue.objects.count()) == (2, 2)
        assert (Version.objects.count(), Production.objects.count()) == (1, 1)
        exchanged = Message.objects.values_list("sens", "partie", "apart")
        assert set(exchanged) == {
            ("envoye", "requerant", ""), ("envoye", "tiers", ""), ("recu", "requerant", ""), ("recu", "tiers", ""),
            ("recu", "requerant", "unproven"),
        }  # fmt: skip
        load_mediature(lambda done, total: None)
        assert Adhesion.objects.waiting().count() == 1
        assert Saisine.objects.count() == count
        scope.readings.clear()
