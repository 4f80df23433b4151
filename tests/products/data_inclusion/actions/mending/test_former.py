from parvis.products.data_inclusion.actions.mending.services import mend_service
from parvis.products.data_inclusion.actions.mending.structures import mend_structure
from tests.factories.places import small_territory

PLACES = small_territory()


def test_a_structure_of_version_0_is_one_of_version_1():
    former = {
        "_di_surrogate_id": "x", "nom": "CCAS", "presentation_resume": "Le CCAS aide.", "presentation_detail": "Le CCAS aide. Et plus encore.",
        "horaires_ouverture": "Mo-Fr 09:00-12:00", "accessibilite": "acceslibre.beta.gouv.fr/x", "typologie": "CCAS", "rna": "W123456789",
    }  # fmt: skip
    values = mend_structure(former, PLACES).values
    assert values == {
        "nom": "CCAS",
        "description": "Le CCAS aide. Et plus encore.",
        "horaires_accueil": "Mo-Fr 09:00-12:00",
        "accessibilite_lieu": "http://acceslibre.beta.gouv.fr/x",
    }


def test_a_service_of_version_0_is_one_of_version_1():
    former = {
        "types": ["atelier"], "profils": ["jeunes-16-26", "tous-publics"], "frais": ["gratuit-sous-conditions"],
        "modes_orientation_beneficiaire": ["envoyer-un-mail", "autre"], "modes_orientation_beneficiaire_autres": "Passer.",
        "modes_orientation_accompagnateur": ["telephoner"], "zone_diffusion_type": "departement", "zone_diffusion_code": "25",
        "pre_requis": ["Savoir lire"], "justificatifs": ["Carte"], "prise_rdv": "https://rdv.fr/x",
    }  # fmt: skip
    assert mend_service(former, PLACES).values == {
        "type": "atelier",
        "publics": ["tous-publics"],
        "frais": "gratuit",
        "frais_precisions": "Gratuit sous conditions",
        "modes_mobilisation": ["envoyer-un-courriel", "telephoner"],
        "mobilisable_par": ["usagers", "professionnels"],
        "mobilisation_precisions": "Passer.",
        "zone_eligibilite": ["25"],
        "conditions_acces": "Savoir lire\n\nCarte",
        "lien_mobilisation": "https://rdv.fr/x",
    }


def test_names_of_version_1_win():
    assert mend_structure({"horaires_ouverture": "24/7", "horaires_accueil": "Mo 09:00-12:00"}, PLACES).values == {
        "horaires_accueil": "Mo 09:00-12:00"
    }
