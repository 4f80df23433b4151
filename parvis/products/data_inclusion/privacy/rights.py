"""What is kept of contacts because somebody exercised a right: hidden, or put right."""

from parvis.kernel.declarations import privacy as gdpr
from parvis.products.data_inclusion.privacy.policy import CONTACT, CONTACT_PERSON, COPY, KNOWN_BY, NAMED, PROVENANCE

gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.HiddenContact",
        {
            **dict.fromkeys(["id", "case", "kind", "record"], PROVENANCE),
            **dict.fromkeys(["courriel", "telephone", "contact_nom_prenom", "hidden_at"], CONTACT),
            "document": COPY,
        },
        subject=CONTACT_PERSON,
        known_by=KNOWN_BY,
        given_by="source",
        ended_by="la décision sur l’opposition, ou la levée de la limitation",
    )
)

FOUND_WRONG = gdpr.personal("data-inclusion.contacts.contact", withheld="des empreintes à clé de valeurs fausses")
gdpr.tables.register(
    gdpr.Table(
        "data_inclusion.RectifiedContact",
        {
            **dict.fromkeys(["id", "structure_id", "service_id"], PROVENANCE),
            **dict.fromkeys([*NAMED, "rectified_at"], CONTACT),
            **{f"wrong_{column}": FOUND_WRONG for column in NAMED},
        },
        subject=CONTACT_PERSON,
        known_by=KNOWN_BY,
        given_by="source",
        edges={"structure": gdpr.Edge.WITH_PARENT, "service": gdpr.Edge.WITH_PARENT},
    )
)
