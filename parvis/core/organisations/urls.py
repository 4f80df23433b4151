"""Routes of the organisations."""

from django.urls import path

from parvis.core.organisations.views import administration, invitations, joining, members, mine

app_name = "organisations"
urlpatterns = [
    path("organisations/", mine.mine, name="mine"),
    path("organisations/invitation/<secret:token>/", joining.join, name="join"),
    path("organisations/<int:pk>/", members.members, name="members"),
    path("organisations/<int:pk>/inviter/", invitations.new, name="invite"),
    path("organisations/<int:pk>/membres/<int:membership>/", members.role, name="role"),
    path("organisations/<int:pk>/membres/<int:membership>/retirer/", members.remove, name="remove"),
    path("organisations/<int:pk>/invitations/<int:invitation>/relancer/", invitations.resend, name="resend"),
    path("organisations/<int:pk>/invitations/<int:invitation>/annuler/", invitations.revoke, name="revoke"),
    path("administration/organisations/", administration.every, name="every"),
    path("administration/organisations/creer/", administration.create, name="create"),
]
