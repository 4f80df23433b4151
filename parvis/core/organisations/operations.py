"""Invented organisations for the demonstration, and how to sign in to them."""

from parvis.core.accounts.actions.demonstration_accounts import demonstration_account
from parvis.core.organisations.actions.members import add_member
from parvis.core.organisations.actions.organisations import create_organisation
from parvis.core.organisations.enums import Kind, Role
from parvis.core.organisations.models import Organisation
from parvis.kernel.declarations.loads import Advance, Load, SignIn, loads, sign_ins
from parvis.kernel.scope import current_actor

GESTIONNAIRE = ("Maëlys", "Le Goff", "maelys.legoff@parvis.example")
MEMBRE = ("Jean-Baptiste", "Nguyen", "jean-baptiste.nguyen@parvis.example")
OTHER = ("Fatoumata", "Diallo", "fatoumata.diallo@parvis.example")

# Numbers whose keys are right and that belong to nobody.
ORGANISATIONS = (
    (
        {
            "name": "CCAS de Valdoye-sur-Loue",
            "kind": Kind.CCAS,
            "siret": "99999910500011",
            "address": "2 place du Marché",
        },
        ((GESTIONNAIRE, Role.GESTIONNAIRE), (MEMBRE, Role.MEMBRE)),
    ),
    (
        {"name": "Association Les Ateliers du Clic", "kind": Kind.ASSOCIATION, "rna": "W251999999"},
        ((MEMBRE, Role.GESTIONNAIRE), (OTHER, Role.MEMBRE)),
    ),
    (
        {"name": "Département de la Haute-Loue", "kind": Kind.DEPARTEMENT, "siret": "99999930300012"},
        ((OTHER, Role.GESTIONNAIRE),),
    ),
)


def load_organisations(advance: Advance) -> None:
    """Create the organisations that are missing, with their people; leave the others as they are."""
    for done, (facts, people) in enumerate(ORGANISATIONS, start=1):
        if not Organisation.objects.filter(name=facts["name"]).exists():
            organisation = create_organisation(by=current_actor(), **facts)
            for person, role in people:
                add_member(
                    by=current_actor(), organisation=organisation, user=demonstration_account(*person), role=role
                )
        advance(done, len(ORGANISATIONS))


loads.register(
    Load("organisations", "Organisations de démonstration", load_organisations, order=60, demonstration=True)
)
sign_ins.register(SignIn("organisations.gestionnaire", "Gestionnaire d’une organisation (CCAS)", GESTIONNAIRE[2]))
sign_ins.register(SignIn("organisations.membre", "Membre d’une organisation (CCAS)", MEMBRE[2]))
