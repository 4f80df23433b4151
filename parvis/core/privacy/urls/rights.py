"""Routes of the rights: the public form, the private pages, the account, the desk."""

from django.urls import path

from parvis.core.privacy.views.rights import asking, desk, entering, following, mine

FOLLOW = "mes-droits/suivi/<slug:number>/<secret:code>/"
LEG = "guichet-donnees/<uuid:pk>/"
MINE = "compte/mes-donnees/<slug:number>/"

urlpatterns = [
    path("mes-droits/", asking.which_services, name="rights"),
    path("mes-droits/droits/", asking.which_rights, name="rights_which"),
    path("mes-droits/vous/", asking.who, name="rights_who"),
    path("mes-droits/recue/<slug:number>/", asking.received, name="rights_received"),
    path("mes-droits/suivi/", following.find, name="rights_find"),
    path(FOLLOW, following.follow, name="rights_follow"),
    path(f"{FOLLOW}confirmer/", following.confirm, name="rights_confirm"),
    path(f"{FOLLOW}retirer/", following.give_up, name="rights_withdraw"),
    path(f"{FOLLOW}piece/", following.deposit, name="rights_deposit"),
    path(f"{FOLLOW}copie/<uuid:leg>/", following.copy, name="rights_copy"),
    path(f"{FOLLOW}lettre/<uuid:step>/", following.letter, name="rights_letter"),
    path("compte/mes-donnees/", mine.my_data, name="my_data"),
    path("compte/mes-donnees/archive/", mine.my_archive, name="my_archive"),
    path(f"{MINE}retirer/", mine.my_withdrawal, name="my_withdrawal"),
    path(f"{MINE}copie/<uuid:leg>/", mine.my_copy, name="my_copy"),
    path(f"{MINE}lettre/<uuid:step>/", mine.my_letter, name="my_letter"),
    path("guichet-donnees/", desk.every_request, name="desk"),
    path("guichet-donnees/nouvelle/", entering.enter_request, name="desk_enter"),
    path("guichet-donnees/qui-repond/", entering.desks, name="desks"),
    path(LEG, desk.one, name="desk_leg"),
    path(f"{LEG}repondre/", desk.decide, name="desk_decide"),
    path(f"{LEG}prolonger/", desk.more_time, name="desk_extend"),
    path(f"{LEG}piece/", desk.document, name="desk_document"),
    path(f"{LEG}demander-piece/", desk.ask_document, name="desk_ask"),
    path(f"{LEG}identite/", desk.recognise, name="desk_recognise"),
    path(f"{LEG}transmettre/", desk.pass_on, name="desk_transmit"),
    path(f"{LEG}annoncer/", desk.announce, name="desk_announce"),
    path(f"{LEG}lever/", desk.end_limitation, name="desk_lift"),
    path(f"{LEG}lettre/<uuid:step>/", desk.letter, name="desk_letter"),
]
