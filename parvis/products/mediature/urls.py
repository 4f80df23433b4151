"""Routes of Médiature: the directory and the pages of the authorities, then what a person does, then the office."""

from django.urls import path

from parvis.products.mediature.views import (
    annuaire,
    avis,
    bureau,
    courriers,
    dossier,
    enregistrer,
    parties,
    repondre,
    saisir,
    solliciter,
    suivre,
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

OFFICE = [
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
    path("suivi/avis/<str:token>/", avis.opinion, name="opinion"),
    path("suivi/<str:code>/", suivre.follow, name="follow"),
    path("suivi/<str:code>/recu/", suivre.receipt, name="receipt"),
    path("suivi/<str:code>/pieces/", suivre.add, name="add"),
    path("suivi/<str:code>/pieces/<int:piece>/", suivre.piece, name="piece"),
    path("suivi/<str:code>/retirer/", suivre.give_up, name="give_up"),
    path("suivi/<str:code>/tout/", suivre.everything, name="everything"),
    *REPLY,
    *SERVICES,
    *LETTERS,
    *OFFICE,
    # Last: their first part is the address that each authority chose.
    path("<slug:slug>/", annuaire.collectivite, name="collectivite"),
    path("<slug:slug>/saisir/", saisir.start, name="start"),
]
