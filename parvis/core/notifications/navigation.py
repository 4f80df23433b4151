"""Where the mails of the demonstration are found."""

from django.conf import settings

from parvis.kernel.declarations.navigation import Entry, Section, entries

if settings.PARVIS_MODE != "production":
    entries.register(
        Entry(
            "notifications.mailbox", "Courriels de la démonstration", "notifications:mailbox", Section.FOOTER, order=200
        )
    )
