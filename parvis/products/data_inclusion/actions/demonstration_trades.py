"""The trades of the invented structures of the demonstration, and what each offers, in the words of the schema."""

from typing import Final

from parvis.products.data_inclusion.actions.demonstration_offer import (
    ARGENT,
    DROITS,
    EVENING,
    LOGEMENT,
    NUM,
    OFFICE,
    SHORT,
    Offer,
    Trade,
)

TRADES: Final = (
    Trade(
        "espace-numerique",
        "Espace numérique {}",
        "Un lieu ouvert à tous pour se servir d'un ordinateur, apprendre à son rythme et être aidé dans ses démarches "
        "en ligne par des médiateurs numériques.",
        EVENING,
        (
            Offer(
                "Premiers pas avec l'ordinateur et le téléphone",
                "atelier",
                (NUM + "maitriser-les-fondamentaux-du-numerique",),
                "Six séances en petit groupe pour apprendre à se servir de la souris et du clavier, ranger ses "
                "fichiers, écrire un courriel, reconnaître une arnaque et protéger ses mots de passe. Le matériel est "
                "prêté sur place et l'on peut venir avec le sien.",
                ("seniors", "demandeurs-emploi", "familles"),
            ),
            Offer(
                "Aide aux démarches en ligne",
                "accompagnement",
                (NUM + "acceder-a-des-services-en-ligne", DROITS + "accompagnement-aux-demarches-administratives"),
                "Un médiateur vous aide à créer vos comptes, à déclarer vos revenus, à demander une carte grise ou à "
                "actualiser votre situation, sans jamais faire à votre place.",
                extra=(("conditions_acces", "Venir avec ses identifiants et une pièce d'identité."),),
            ),
            Offer(
                "Accès libre à Internet et à une imprimante",
                "aide-materielle",
                (NUM + "acceder-a-une-connexion-internet",),
                "Huit postes, le wifi et une imprimante, sans rendez-vous pendant les heures d'ouverture.",
            ),
            Offer(
                "Ordinateur reconditionné à petit prix",
                "aide-materielle",
                (NUM + "acquerir-un-equipement",),
                "Un ordinateur vérifié, effacé et garanti un an, avec une séance de prise en main. Le prix dépend des "
                "ressources du foyer.",
                ("beneficiaires-des-minimas-sociaux", "etudiants"),
                "De 40 à 120 € selon les ressources.",
            ),
        ),
    ),
    Trade(
        "maison-solidarites",
        "Maison des solidarités {}",
        "Des travailleurs sociaux écoutent, informent et accompagnent les personnes et les familles en difficulté.",
        OFFICE,
        (
            Offer(
                "Accès aux droits et aux prestations",
                "accompagnement",
                (DROITS + "accompagnement-pour-lacces-aux-droits",),
                "Le point sur vos droits (RSA, prime d'activité, allocations familiales, complémentaire santé), l'aide "
                "pour constituer les dossiers et le suivi jusqu'à la réponse. L'entretien dure environ une heure et il "
                "est confidentiel.",
                ("beneficiaires-des-minimas-sociaux", "familles", "personnes-en-situation-durgence"),
            ),
            Offer(
                "Aide d'urgence pour l'alimentation et l'énergie",
                "aide-financiere",
                (
                    ARGENT + "prevenir-une-degradation-de-la-situation-financiere",
                    "equipement-et-alimentation--alimentation",
                ),
                "Une aide ponctuelle, versée après un entretien et l'étude de la situation du foyer.",
                ("personnes-en-situation-durgence",),
                extra=(("conditions_acces", "Habiter la commune depuis trois mois au moins."),),
            ),
            Offer(
                "Soutien aux proches aidants",
                "accompagnement",
                ("famille--soutien-aidants", "famille--prise-en-charge-personne-dependante"),
                "Un groupe de parole chaque mois, un relais à domicile quelques heures et des conseils pour qui "
                "s'occupe d'un proche âgé, malade ou handicapé.",
                ("familles", "seniors"),
            ),
            Offer(
                "Dossier auprès de la maison du handicap",
                "accompagnement",
                ("sante--constituer-un-dossier-mdph-invalidite",),
                "Comprendre le formulaire, réunir les pièces et décrire les besoins de la personne.",
                ("personnes-en-situation-de-handicap",),
            ),
        ),
    ),
    Trade(
        "epicerie-solidaire",
        "Épicerie solidaire {}",
        "Des produits de première nécessité à petit prix, un café et des ateliers de cuisine.",
        SHORT,
        (
            Offer(
                "Courses à dix pour cent du prix",
                "aide-materielle",
                ("equipement-et-alimentation--alimentation",),
                "Fruits, légumes, produits d'hygiène et pour bébé. L'accès est ouvert pour trois mois, renouvelables.",
                ("beneficiaires-des-minimas-sociaux", "etudiants", "familles"),
                "Environ 10 % du prix du commerce.",
                extra=(("conditions_acces", "Sur orientation d'un travailleur social."),),
            ),
            Offer(
                "Atelier cuisine et petit budget",
                "atelier",
                (
                    "equipement-et-alimentation--alimentation",
                    ARGENT + "ameliorer-sa-gestion-budgetaire",
                    "remobilisation--lien-social",
                ),
                "Cuisiner ensemble un repas complet pour moins de deux euros par personne, puis le partager.",
                price="2 € la séance.",
            ),
            Offer(
                "Vestiaire et équipement de la maison",
                "aide-materielle",
                ("equipement-et-alimentation--habillement", "equipement-et-alimentation--electromenager"),
                "Vêtements, vaisselle et petit électroménager réparé, donnés ou vendus à prix symbolique.",
            ),
        ),
    ),
    Trade(
        "mission-jeunes",
        "Mission jeunes {}",
        "L'accueil des jeunes de 16 à 25 ans qui cherchent une formation, un emploi ou un coup de main.",
        OFFICE,
        (
            Offer(
                "Accompagnement vers l'emploi des 16-25 ans",
                "accompagnement",
                (
                    "trouver-un-emploi--repondre-a-des-offres-demploi",
                    "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",
                ),
                "Un conseiller attitré, un rendez-vous par semaine, des stages en entreprise et un plan d'action que "
                "l'on ajuste ensemble. L'accompagnement dure de six à douze mois et peut ouvrir droit à une allocation "
                "selon les ressources.",
                ("jeunes", "demandeurs-emploi"),
                extra=(("volume_horaire_hebdomadaire", 15.0), ("nombre_semaines", 26)),
            ),
            Offer(
                "CV, lettre et entretien",
                "atelier",
                (
                    "preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation",
                    "trouver-un-emploi--convaincre-un-recruteur-en-entretien",
                ),
                "Deux demi-journées pour écrire un CV qui vous ressemble et s'entraîner à l'entretien devant des "
                "recruteurs bénévoles.",
                ("jeunes", "demandeurs-emploi"),
            ),
            Offer(
                "Trouver sa formation",
                "information",
                ("se-former--trouver-sa-formation", "se-former--monter-son-dossier-de-formation"),
                "Les formations près de chez vous, leur financement et l'inscription, avec un conseiller.",
                ("jeunes", "demandeurs-emploi", "actifs"),
                remote=True,
            ),
        ),
    ),
    Trade(
        "centre-social",
        "Centre social {}",
        "Un équipement de quartier animé par ses habitants, pour tous les âges.",
        OFFICE,
        (
            Offer(
                "Cours de français pour adultes",
                "formation",
                ("lecture-ecriture-calcul--maitriser-le-francais",),
                "Quatre heures par semaine, en petits groupes de niveau : parler, lire, écrire, remplir un formulaire, "
                "comprendre le courrier de l'école. Une garde d'enfants est proposée pendant les cours du matin.",
                ("personnes-exilees", "demandeurs-emploi"),
                "10 € d'adhésion par an.",
                extra=(("volume_horaire_hebdomadaire", 4.0), ("nombre_semaines", 30)),
            ),
            Offer(
                "Café des parents",
                "atelier",
                ("famille--soutien-a-la-parentalite-et-a-leducation", "remobilisation--lien-social"),
                "Un moment chaque semaine pour parler d'écrans, de sommeil, d'école ou d'adolescence, avec une "
                "professionnelle de l'enfance.",
                ("familles",),
            ),
            Offer(
                "Halte-garderie pour les parents qui cherchent un emploi",
                "aide-materielle",
                ("famille--garde-denfants",),
                "Quelques heures d'accueil pour un entretien, une formation ou un rendez-vous.",
                ("familles", "demandeurs-emploi"),
                "De 0,50 € à 3 € de l'heure selon le quotient familial.",
            ),
            Offer(
                "Sorties et activités pour tous",
                "atelier",
                ("remobilisation--activites-sportives-et-culturelles", "remobilisation--lien-social"),
                "Gymnastique douce, chorale, jardin partagé, sorties au musée.",
                ("tous-publics",),
                "De 5 à 30 € par an.",
            ),
        ),
    ),
    Trade(
        "point-droits",
        "Point d'accès aux droits {}",
        "Des juristes et des écrivains publics informent gratuitement et en toute confidentialité.",
        SHORT,
        (
            Offer(
                "Permanence juridique gratuite",
                "information",
                (
                    DROITS + "prendre-en-compte-une-problematique-judiciaire",
                    DROITS + "connaitre-ses-droits-face-a-une-discrimination",
                ),
                "Travail, famille, logement, consommation : un juriste fait le point sur vos droits et "
                "vous dit à qui vous adresser.",
                remote=True,
            ),
            Offer(
                "Écrivain public",
                "accompagnement",
                (
                    DROITS + "accompagnement-aux-demarches-administratives",
                    "lecture-ecriture-calcul--maitriser-le-francais",
                ),
                "Lire, comprendre et écrire un courrier ou un formulaire.",
            ),
            Offer(
                "Écoute des femmes victimes de violences",
                "accompagnement",
                ("famille--surmonter-conflits-separation-violence",),
                "Une écoute confidentielle, une aide pour porter plainte et se mettre à l'abri. "
                "En cas de danger immédiat, appelez le 17 ou envoyez un SMS au 114.",
                ("femmes", "personnes-en-situation-durgence"),
            ),
        ),
    ),
    Trade(
        "point-budget",
        "Point budget {}",
        "Des conseillers aident à tenir ses comptes et à sortir de l'endettement.",
        OFFICE,
        (
            Offer(
                "Faire le point sur son budget",
                "accompagnement",
                (ARGENT + "ameliorer-sa-gestion-budgetaire", ARGENT + "acquerir-une-autonomie-budgetaire"),
                "Un entretien d'une heure, puis un suivi si vous le souhaitez : recettes, dépenses, crédits, frais de "
                "banque. Nous ne jugeons pas et tout reste confidentiel.",
                remote=True,
            ),
            Offer(
                "Dossier de surendettement",
                "accompagnement",
                (ARGENT + "situation-dendettement-surendettement",),
                "Comprendre la procédure, constituer le dossier, préparer la suite.",
                ("beneficiaires-des-minimas-sociaux", "actifs"),
            ),
        ),
    ),
    Trade(
        "agence-logement",
        "Agence du logement {}",
        "Une équipe qui aide à trouver un toit et à le garder.",
        OFFICE,
        (
            Offer(
                "Demande de logement social",
                "accompagnement",
                (LOGEMENT + "louer-un-logement", LOGEMENT + "sinformer-sur-les-demarches-liees-a-lacces-au-logement"),
                "Déposer ou renouveler sa demande, comprendre les délais, préparer son dossier de garant.",
                ("familles", "jeunes", "seniors"),
            ),
            Offer(
                "Impayés de loyer : agir tôt",
                "accompagnement",
                (LOGEMENT + "reduire-les-impayes-de-loyer", LOGEMENT + "se-maintenir-dans-le-logement"),
                "Négocier un échéancier avec le bailleur, demander une aide, éviter l'expulsion. Plus vous venez tôt, "
                "plus il y a de solutions : un premier rendez-vous est donné dans la semaine.",
                ("familles", "beneficiaires-des-minimas-sociaux", "personnes-en-situation-durgence"),
            ),
            Offer(
                "Chambre ou studio pour jeunes en formation",
                "aide-materielle",
                (LOGEMENT + "rechercher-une-solution-dhebergement-temporaire", LOGEMENT + "changer-de-logement"),
                "Un logement meublé de un à vingt-quatre mois pour les apprentis, stagiaires et jeunes salariés.",
                ("jeunes", "etudiants"),
                "De 320 à 450 € par mois, aides au logement non déduites.",
            ),
        ),
    ),
    Trade(
        "garage-solidaire",
        "Garage solidaire {}",
        "Réparer, louer ou emprunter un véhicule pour aller travailler.",
        ("Mo-Fr 08:30-12:00,13:30-18:00", "Tu-Sa 09:00-12:00,14:00-18:00"),
        (
            Offer(
                "Réparation de voiture à prix solidaire",
                "aide-materielle",
                ("mobilite--entretenir-reparer-son-vehicule",),
                "Révision, pneus, freins, contrôle technique : la main-d'œuvre est facturée selon les ressources.",
                ("demandeurs-emploi", "beneficiaires-des-minimas-sociaux"),
                "De 25 à 45 € de l'heure, pièces en plus.",
            ),
            Offer(
                "Location de voiture, de scooter ou de vélo",
                "aide-materielle",
                ("mobilite--acceder-a-un-vehicule", "mobilite--mobilite-douce-partagee-collective"),
                "Pour un entretien, une formation ou les premiers mois d'un emploi.",
                ("demandeurs-emploi", "jeunes"),
                "Vélo 1 €, scooter 3 €, voiture 6 € par jour.",
            ),
            Offer(
                "Permis de conduire accompagné",
                "formation",
                ("mobilite--preparer-un-permis", "mobilite--financer-ma-mobilite"),
                "Code en groupe, conduite avec un moniteur patient, aide pour trouver un financement. La formation "
                "s'adapte aux personnes qui lisent peu ou qui ont déjà échoué.",
                ("jeunes", "demandeurs-emploi"),
                "De 200 à 900 € selon les aides obtenues.",
            ),
        ),
    ),
    Trade(
        "espace-sante",
        "Espace santé {}",
        "Un lieu pour parler de sa santé, faire le point et être orienté, sans avance de frais.",
        OFFICE,
        (
            Offer(
                "Bilan de santé et ouverture des droits",
                "accompagnement",
                ("sante--acces-aux-soins",),
                "Un infirmier fait le point avec vous, un conseiller ouvre ou renouvelle vos droits.",
                ("tous-publics",),
            ),
            Offer(
                "Écoute psychologique pour les jeunes et leurs parents",
                "accompagnement",
                ("sante--sante-mentale", "remobilisation--bien-etre-confiance-en-soi"),
                "Jusqu'à six entretiens avec un psychologue, sans ordonnance.",
                ("jeunes", "familles"),
                remote=True,
            ),
            Offer(
                "Consultation addictions",
                "accompagnement",
                ("sante--addictions",),
                "Alcool, tabac, écrans, jeux, autres produits : parler sans être jugé et faire un premier pas. Anonyme "
                "si vous le souhaitez.",
            ),
        ),
    ),
    Trade(
        "atelier-emploi",
        "Atelier de l'emploi {}",
        "Des conseillers et des bénévoles aident à retrouver un travail ou à créer le sien.",
        OFFICE,
        (
            Offer(
                "Créer son activité",
                "accompagnement",
                (
                    "creer-une-entreprise--definir-son-projet-de-creation-dentreprise",
                    "creer-une-entreprise--structurer-son-projet-de-creation-dentreprise",
                ),
                "De l'idée au premier client : étude du projet, statut, financement, suivi pendant trois ans.",
                ("demandeurs-emploi", "actifs"),
                remote=True,
            ),
            Offer(
                "Parrainage vers l'emploi",
                "accompagnement",
                ("preparer-sa-candidature--developper-son-reseau", "trouver-un-emploi--repondre-a-des-offres-demploi"),
                "Un bénévole en activité vous ouvre son carnet d'adresses et vous rencontre deux fois par mois.",
                ("demandeurs-emploi", "personnes-exilees"),
            ),
            Offer(
                "Chantier du réemploi",
                "accompagnement",
                (
                    "remobilisation--bien-etre-confiance-en-soi",
                    "choisir-un-metier--identifier-ses-points-forts-et-ses-competences",
                ),
                "Un contrat de travail de 26 heures par semaine pour reprendre pied, avec un accompagnement social.",
                ("demandeurs-emploi", "beneficiaires-des-minimas-sociaux", "residents-qpv-frr"),
                extra=(("volume_horaire_hebdomadaire", 26.0), ("nombre_semaines", 52)),
            ),
        ),
    ),
)
