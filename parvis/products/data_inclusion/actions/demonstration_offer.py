"""What an invented structure of the demonstration is made of, and what is offered from afar."""

from dataclasses import dataclass
from typing import Any, Final

NOTICE: Final = "Donnée de démonstration : rien de ce qui est décrit ici n'existe."
OFFICE: Final = (
    "Mo-Fr 09:00-12:00,13:30-17:30",
    "Mo,Tu,Th,Fr 09:00-12:30,14:00-17:00; We 09:00-12:30",
    "Tu-Sa 09:30-12:30,14:00-18:00",
    "Mo-Th 08:30-12:00,13:00-17:30; Fr 08:30-12:00",
    "Mo-Fr 08:45-17:00",
    "Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00",
)
EVENING: Final = (
    "Tu-Fr 14:00-19:00; Sa 10:00-12:30,14:00-18:00",
    "We-Sa 10:00-19:00",
    "Mo-Fr 16:00-20:00; We,Sa 10:00-12:00,14:00-18:00",
    "Tu,Th 17:00-20:00; Sa 10:00-13:00",
)
SHORT: Final = ("Tu,Th 14:00-17:00", "We 09:00-12:00; Fr 14:00-17:00", "Mo,We,Fr 09:30-11:30", "Sa 09:00-12:00")


@dataclass(frozen=True)
class Offer:
    """A service; what is not said is drawn or left empty. ``extra`` are other fields of the schema."""

    nom: str
    type: str
    thematiques: tuple[str, ...]
    description: str
    publics: tuple[str, ...] = ("tous-publics",)
    price: str = ""
    extra: tuple[tuple[str, Any], ...] = ()
    remote: bool = False


@dataclass(frozen=True)
class Trade:
    """A kind of structure: how it is called, when it is open, what it offers."""

    slug: str
    called: str
    description: str
    hours: tuple[str, ...]
    offers: tuple[Offer, ...]


NUM: Final = "numerique--"
DROITS: Final = "difficultes-administratives-ou-juridiques--"
ARGENT: Final = "difficultes-financieres--"
LOGEMENT: Final = "logement-hebergement--"

NATIONAL: Final = Trade(
    "plateforme-nationale",
    "Plateforme nationale d'entraide {}",
    "Une équipe à distance, par téléphone et en visioconférence, pour toute la France.",
    ("Mo-Fr 08:00-20:00; Sa 09:00-13:00",),
    (
        Offer(
            "Ligne d'aide aux démarches en ligne",
            "accompagnement",
            (NUM + "acceder-a-des-services-en-ligne",),
            "Un conseiller vous guide pas à pas par téléphone, sur votre ordinateur ou votre mobile. Nous ne demandons "
            "jamais de mot de passe ni de numéro de carte bancaire.",
        ),
        Offer(
            "Cours de français en visioconférence",
            "formation",
            ("lecture-ecriture-calcul--maitriser-le-francais",),
            "Deux séances par semaine, le soir, par groupes de six, avec un professeur bénévole.",
            ("personnes-exilees",),
        ),
        Offer(
            "Simulateur d'aides accompagné",
            "information",
            (DROITS + "accompagnement-pour-lacces-aux-droits",),
            "Vingt minutes au téléphone pour savoir à quelles aides vous avez droit.",
        ),
        Offer(
            "Mentorat pour étudiants et jeunes diplômés",
            "accompagnement",
            ("preparer-sa-candidature--developper-son-reseau", "choisir-un-metier--confirmer-son-choix-de-metier"),
            "Un mentor de votre métier, une heure toutes les deux semaines pendant six mois.",
            ("etudiants", "jeunes"),
        ),
        Offer(
            "Écoute et soutien des aidants",
            "accompagnement",
            ("famille--soutien-aidants",),
            "Une écoute anonyme, tous les jours de la semaine, et des conseils pour souffler.",
            ("familles",),
        ),
        Offer(
            "Retour en France : par où commencer",
            "information",
            ("souvrir-a-linternational--sorganiser-suite-a-son-retour-en-france",),
            "Droits, école, logement, emploi : la liste de ce qu'il faut faire, et dans quel ordre.",
        ),
        Offer(
            "Conseil budget par téléphone",
            "accompagnement",
            (ARGENT + "ameliorer-sa-gestion-budgetaire",),
            "Un conseiller fait le point sur vos dépenses et vos crédits, sans jugement.",
        ),
        Offer(
            "Travailler à l'étranger",
            "information",
            ("souvrir-a-linternational--connaitre-les-opportunites-demploi-a-letranger",),
            "Offres, visas, reconnaissance des diplômes : une réunion d'information chaque mois en ligne.",
            ("jeunes", "demandeurs-emploi"),
        ),
    ),
)

NAMES: Final = (
    "Ada-Lovelace", "Simone-Veil", "Jean-Moulin", "Rosa-Parks", "Aimé-Césaire", "Louise-Michel", "Germaine-Tillion",
    "Abbé-Pierre", "Olympe-de-Gouges", "Marie-Curie", "Léo-Lagrange", "Joséphine-Baker", "Paul-Éluard", "Colette",
    "Gisèle-Halimi", "Lucie-Aubrac", "Victor-Schœlcher", "Sophie-Germain", "Missak-Manouchian", "Solitude",
    "Georges-Brassens", "Nina-Simone", "René-Char", "Flora-Tristan", "Toussaint-Louverture", "Maryse-Condé",
    "du Canal", "du Vieux-Marché", "des Tilleuls", "de la Passerelle", "des Quatre-Vents", "du Belvédère",
    "de la Fontaine", "des Glycines", "du Moulin", "de l'Écluse",
)  # fmt: skip
STREETS: Final = (
    "rue des Lilas", "avenue de la Paix", "rue de la Gare", "place du Marché", "rue des Écoles", "boulevard Carnot",
    "rue du Four-à-Chaux", "allée des Érables", "rue de l'Église", "cours de la Liberté", "rue Neuve", "quai du Port",
    "rue des Tanneurs", "avenue du Stade", "impasse du Puits", "rue de la Filature",
)  # fmt: skip
