"""Routes of Médiature: the directory and the pages of the authorities, then what a person does, then the office."""

from django.urls import path

from parvis.products.mediature.views import (
    absences,
    annuaire,
    avis,
    bureau,
    courriers,
    dossier,
    ecrire,
    enregistrer,
    listes,
    messages,
    modeles,
    parties,
    rapports,
    recommandations,
    reglages,
    rejoindre,
    rendezvous,
    repondre,
    reprises,
    saisir,
    solliciter,
    statistiques,
    suivre,
    taches,
)

app_name = "mediature"

# A service answers by the link of its question, without account.
REPLY = [
    path("bureau/repondre/<str:code>/", repondre.question, name="reply"),
    path("bureau/repondre/<str:code>/reponse/", repondre.answer, name="reply_answer"),
    path("bureau/repondre/<str:code>/delai/", repondre.time, name="reply_time"),
    path("bureau/repondre/<str:code>/ailleurs/", repondre.elsewhere, name="reply_elsewhere"),
    path("bureau/repondre/<str:code>/pieces/<int:piece>/", repondre.piece, name="reply_piece"),
]
SERVICES = [
    path("bureau/services/", solliciter.services, name="services"),
    path("bureau/services/<int:service>/", solliciter.service, name="service"),
    path("bureau/<slug:number>/questions/<int:asked>/", solliciter.question, name="question"),
    path("bureau/<slug:number>/questions/<int:asked>/clore/", solliciter.end, name="question_end"),
    path(
        "bureau/<slug:number>/questions/<int:asked>/transmettre/<int:reponse>/",
        solliciter.hand_over,
        name="question_share",
    ),
]
LETTERS = [
    path("bureau/<slug:number>/parties/", parties.parties, name="parties"),
    path("bureau/<slug:number>/parties/<int:partie>/", parties.party, name="party"),
    path("bureau/<slug:number>/courriers/", courriers.letters, name="letters"),
    path("bureau/<slug:number>/courriers/<int:courrier>/", courriers.letter, name="letter"),
    path("bureau/<slug:number>/courriers/<slug:genre>/", courriers.write, name="write_letter"),
]
APPOINTMENTS = [
    path("bureau/a-faire/", taches.to_do, name="to_do"),
    path("bureau/<slug:number>/taches/", taches.tasks, name="tasks"),
    path("bureau/<slug:number>/taches/<int:tache>/", taches.task_done, name="task_done"),
    path("bureau/<slug:number>/rendez-vous/", rendezvous.appointments, name="appointments"),
    path("bureau/<slug:number>/rendez-vous/<int:rendezvous>/", rendezvous.appointment, name="appointment"),
    path("bureau/<slug:number>/rendez-vous/<int:rendezvous>/annuler/", rendezvous.cancel, name="appointment_cancel"),
    path("bureau/<slug:number>/rendez-vous/<int:rendezvous>/tenu/", rendezvous.was_held, name="appointment_held"),
]

FIGURES = [
    path("bureau/statistiques/", statistiques.figures, name="figures"),
    path("bureau/statistiques/<slug:kind>/", statistiques.figures_file, name="figures_file"),
    path("bureau/export/<slug:kind>/", statistiques.cases_file, name="cases_file"),
    path("bureau/ensemble/", statistiques.together, name="together"),
    path("bureau/annees-passees/", reprises.listed, name="past"),
    path("bureau/annees-passees/<int:pk>/", reprises.one, name="past_one"),
    path("bureau/annees-passees/<int:pk>/lignes/<slug:kind>/", reprises.lines, name="past_lines"),
    path("bureau/annees-passees/<int:pk>/<slug:name>/", reprises.act, name="past_act"),
    path("bureau/rapports/", rapports.listed, name="reports"),
    path("bureau/rapports/<int:pk>/", rapports.one, name="report"),
    path("bureau/rapports/<int:pk>/fichier/<slug:kind>/", rapports.file, name="report_file"),
    path("bureau/rapports/<int:pk>/<slug:name>/", rapports.act, name="report_act"),
    path("bureau/recommandations/", recommandations.listed, name="recommendations"),
    path("bureau/recommandations/ecrire/", recommandations.write, name="recommend"),
    path("bureau/recommandations/<int:pk>/", recommandations.one, name="recommendation"),
    path("bureau/recommandations/<int:pk>/corriger/", recommandations.write, name="rewrite"),
    path("bureau/recommandations/<int:pk>/<slug:name>/", recommandations.act, name="recommendation_act"),
]
OFFICE = [
    # First: a case is named by its number, and these by a word.
    *FIGURES,
    path("bureau/", bureau.office, name="office"),
    path("bureau/enregistrer/", enregistrer.enter, name="register"),
    path("bureau/reglages/", reglages.offices, name="settings"),
    path("bureau/reglages/<slug:slug>/", reglages.page, name="settings_page"),
    path("bureau/reglages/<slug:slug>/ouverture/", reglages.opening, name="settings_opening"),
    path("bureau/reglages/<slug:slug>/mandats/", reglages.mandates, name="settings_mandates"),
    path("bureau/reglages/<slug:slug>/mandats/<int:mandate>/", reglages.mandate, name="settings_mandate"),
    path("bureau/reglages/<slug:slug>/equipe/", reglages.team, name="settings_team"),
    path("bureau/reglages/<slug:slug>/equipe/<int:agent>/", reglages.member, name="settings_member"),
    path("bureau/reglages/<slug:slug>/equipe/<int:agent>/depart/", reglages.departure, name="settings_departure"),
    path("bureau/reglages/<slug:slug>/invitations/<int:invited>/", reglages.invitation, name="settings_invitation"),
    path("bureau/vues/", listes.views, name="views"),
    path("bureau/vues/<int:view>/retirer/", listes.drop, name="drop_view"),
    path("bureau/textes/", modeles.texts, name="texts"),
    path("bureau/textes/<int:model>/", modeles.text, name="text"),
    path("bureau/textes/<int:model>/archiver/", modeles.archive, name="archive_text"),
    path("bureau/absences/", absences.absences, name="absences"),
    path("bureau/absences/<int:absence>/retirer/", absences.back, name="back"),
    path("bureau/lot/", listes.bulk, name="bulk"),
    path("bureau/enregistrer/courriel/", enregistrer.begin_from_mail, name="register_mail"),
    path("bureau/messages/", messages.pending, name="pending"),
    path("bureau/<slug:number>/", dossier.case, name="case"),
    path("bureau/<slug:number>/messages/", messages.case_messages, name="messages"),
    path("bureau/<slug:number>/messages/importer/", messages.import_mail, name="import_mail"),
    path("bureau/<slug:number>/messages/<int:message>/traite/", messages.handled, name="handled"),
    path("bureau/<slug:number>/messages/<int:message>/a-part/", messages.apart, name="apart"),
    path("bureau/<slug:number>/pieces/<int:piece>/", dossier.piece, name="case_piece"),
    path("bureau/<slug:number>/<slug:name>/", dossier.act, name="act"),
]

urlpatterns = [
    path("", annuaire.directory, name="directory"),
    # Whoever files, and follows: nobody needs an account.
    path("saisine/<str:code>/", saisir.resume, name="draft"),
    path("saisine/<str:code>/code/", saisir.send_code, name="send_code"),
    path("saisine/<str:code>/pieces/<int:piece>/retirer/", saisir.take_out, name="take_out"),
    path("saisine/<str:code>/<str:step>/", saisir.step, name="step"),
    path("suivi/", suivre.find, name="find"),
    path("suivi/avis/<str:token>/", avis.opinion, name="opinion"),
    path("suivi/<str:code>/", suivre.follow, name="follow"),
    path("suivi/<str:code>/recu/", suivre.receipt, name="receipt"),
    path("suivi/<str:code>/pieces/", suivre.add, name="add"),
    path("suivi/<str:code>/pieces/<int:piece>/", suivre.piece, name="piece"),
    path("suivi/<str:code>/messages/", ecrire.exchange, name="exchange"),
    path("suivi/<str:code>/rendez-vous/<int:rendezvous>/", rendezvous.calendar, name="appointment_calendar"),
    path("suivi/<str:code>/retirer/", suivre.give_up, name="give_up"),
    path("suivi/<str:code>/tout/", suivre.everything, name="everything"),
    *REPLY,
    *SERVICES,
    *LETTERS,
    *APPOINTMENTS,
    *OFFICE,
    path("rejoindre/", rejoindre.join, name="join"),
    path("administration/", rejoindre.every, name="administration"),
    path("administration/ouvrir/", rejoindre.create, name="open"),
    path("administration/demandes/<int:pk>/", rejoindre.answer, name="answer_claim"),
    # Last: their first part is the address that each authority chose.
    path("<slug:slug>/", annuaire.collectivite, name="collectivite"),
    path("<slug:slug>/saisir/", saisir.start, name="start"),
    path("<slug:slug>/affiche/", annuaire.poster, name="poster"),
    path("<slug:slug>/qr.svg", annuaire.qr_code, name="qr_code"),
    path("<slug:slug>/rapport/<int:year>/", rapports.public, name="public_report"),
]
