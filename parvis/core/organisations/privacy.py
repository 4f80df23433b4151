"""What memberships and invitations say about people; an organisation is a legal body."""

from parvis.kernel.declarations.journal import Verb, verbs
from parvis.kernel.declarations.privacy import Plain, Subject, Table, personal, tables

BELONGING = personal("plateforme.organisations.rattachements")
CONTACT = personal("plateforme.organisations.contacts")
KEY = Plain("identifiant technique")
LEGAL_BODY = Plain("décrit une personne morale")

tables.register(
    Table(
        "organisations.Organisation",
        {
            "id": KEY,
            "name": LEGAL_BODY,
            "kind": LEGAL_BODY,
            "siret": LEGAL_BODY,
            "rna": LEGAL_BODY,
            "code_insee": LEGAL_BODY,
            "address": LEGAL_BODY,
            "created_at": LEGAL_BODY,
        },
    )
)
tables.register(
    Table(
        "organisations.Membership",
        {
            "id": KEY,
            "user_id": BELONGING,
            "organisation_id": BELONGING,
            "role": BELONGING,
            "since": BELONGING,
            "ended_on": BELONGING,
        },
        subject=Subject("user", "user"),
    )
)
tables.register(
    Table(
        "organisations.Invitation",
        {
            "id": KEY,
            "organisation_id": CONTACT,
            "email": CONTACT,
            "role": CONTACT,
            "invited_by_id": CONTACT,
            "created_at": CONTACT,
            "expires_at": CONTACT,
            "accepted_at": CONTACT,
            "revoked_at": CONTACT,
        },
        subject=Subject("invited", address="email"),
    )
)

for _verb, _words in {
    "organisation.create": "a créé une organisation",
    "membership.create": "a rattaché une personne",
    "membership.update": "a changé le rôle d’une personne",
    "membership.end": "a retiré une personne",
    "invitation.create": "a invité une personne",
    "invitation.resend": "a relancé une invitation",
    "invitation.revoke": "a annulé une invitation",
    "invitation.accept": "a accepté une invitation",
}.items():
    verbs.register(Verb(_verb, _words))
