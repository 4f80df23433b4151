"""Routes of Médiature: the directory and the pages of the authorities, then what a person does, then the office."""

from django.urls import path

from parvis.products.mediature.views import (
    annuaire,
    bureau,
    dossier,
    enregistrer,
    rapports,
    recommandations,
    reprises,
    saisir,
    statistiques,
    suivre,
)

app_name = "mediature"

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
    path("bureau/<slug:number>/", dossier.case, name="case"),
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
    path("suivi/<str:code>/", suivre.follow, name="follow"),
    path("suivi/<str:code>/recu/", suivre.receipt, name="receipt"),
    path("suivi/<str:code>/pieces/", suivre.add, name="add"),
    path("suivi/<str:code>/pieces/<int:piece>/", suivre.piece, name="piece"),
    path("suivi/<str:code>/retirer/", suivre.give_up, name="give_up"),
    path("suivi/<str:code>/tout/", suivre.everything, name="everything"),
    *OFFICE,
    # Last: their first part is the address that each authority chose.
    path("<slug:slug>/", annuaire.collectivite, name="collectivite"),
    path("<slug:slug>/saisir/", saisir.start, name="start"),
    path("<slug:slug>/rapport/<int:year>/", rapports.public, name="public_report"),
]
