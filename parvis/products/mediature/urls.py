"""Routes of Médiature: the directory and the pages of the authorities, then what a person does, then the office."""

from django.urls import path

from parvis.products.mediature.views import annuaire, bureau, dossier, enregistrer, messages, repondre, saisir, suivre

app_name = "mediature"

OFFICE = [
    path("bureau/", bureau.office, name="office"),
    path("bureau/enregistrer/", enregistrer.enter, name="register"),
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
    path("suivi/<str:code>/", suivre.follow, name="follow"),
    path("suivi/<str:code>/recu/", suivre.receipt, name="receipt"),
    path("suivi/<str:code>/pieces/", suivre.add, name="add"),
    path("suivi/<str:code>/pieces/<int:piece>/", suivre.piece, name="piece"),
    path("suivi/<str:code>/messages/", repondre.exchange, name="exchange"),
    path("suivi/<str:code>/retirer/", suivre.give_up, name="give_up"),
    path("suivi/<str:code>/tout/", suivre.everything, name="everything"),
    *OFFICE,
    # Last: their first part is the address that each authority chose.
    path("<slug:slug>/", annuaire.collectivite, name="collectivite"),
    path("<slug:slug>/saisir/", saisir.start, name="start"),
]
