"""Persons whose contact comes from a source are told: who, why, from whom, their rights (article 14)."""

from typing import Final

from django.db import transaction

from parvis.core.notifications.actions.sending import notify
from parvis.core.privacy.queries.rights.terms import terms_of
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.kernel.declarations.notifications import Message, messages
from parvis.kernel.declarations.privacy import services
from parvis.kernel.http.addresses import address_of_page
from parvis.products.data_inclusion.models import ContactNotice, Service
from parvis.products.data_inclusion.queries.informing import Named, named_contacts, told_digests

SERVICE: Final = "data-inclusion"
NOTICE: Final = messages.register(
    Message(
        "data_inclusion.contact_notice",
        "Informer une personne que ses coordonnées figurent dans data·inclusion",
        "Vos coordonnées professionnelles figurent dans data·inclusion",
        action="Voir mes droits : corriger, m’opposer, recevoir une copie",
        template="data_inclusion/mails/contact_notice.txt",
    )
)
# What a mail names of what somebody is the contact of; the rest is counted.
SHOWN: Final = 5


def inform_contacts(*, by: Actor) -> int:
    """Tell, once, each person whom a source names as a contact; how many.

    Each is told in a transaction of their own: stopped anywhere, the next run goes on, and nobody is told twice.
    """
    told, present, count = told_digests(), set[str](), 0
    for person in named_contacts():
        present.update(person.digests)
        if told.isdisjoint(person.digests):
            _tell(by, person)
            count += 1
    _follow_sources(told, present)
    return count


@transaction.atomic
def _tell(by: Actor, person: Named) -> None:
    ContactNotice.objects.create(digest=person.digests[0])
    records = Service.objects.filter(removed_at=None, courriel__iexact=person.email).exclude(contact_nom_prenom="")
    found = list(records.order_by("id").values_list("nom", "source__name"))
    service = services.get(SERVICE)
    notify(
        NOTICE.key,
        to=person.email,
        context={
            "records": [name for name, _ in found[:SHOWN]],
            "more": max(0, len(found) - SHOWN),
            "sources": sorted({source for _, source in found}),
            "controller": service.activities[0].responsibility.controllers[0],
            "contact": service.contact.email,
            "terms": terms_of("data-inclusion.contacts.contact"),
            "policy": address_of_page("privacy:policy", service.slug),
            "url": f"{address_of_page('privacy:rights_which')}?service={SERVICE}",
        },
        by=by,
        reply_to=service.contact.email or None,
    )


def _follow_sources(told: frozenset[str], present: set[str]) -> None:
    """Note whom no source names any more, from then on, and who is named again."""
    gone = told - present
    ContactNotice.objects.filter(digest__in=gone, gone_on=None).update(gone_on=clock.today())
    ContactNotice.objects.filter(gone_on__isnull=False).exclude(digest__in=gone).update(gone_on=None)
