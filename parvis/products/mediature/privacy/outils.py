"""What the working tools of the office keep."""

from parvis.kernel.declarations import privacy as gdpr

KEY = gdpr.Plain("numéro technique")

gdpr.tables.register(
    gdpr.Table(
        "mediature.SearchEntry",
        {
            **dict.fromkeys(["id", "saisine_id", "organisation_id", "alone"], KEY),
            "words": gdpr.personal("mediature.saisines.dossier", free_text=True, withheld="mots tirés du dossier"),
        },
        subject=gdpr.Subject("requérants", "saisine.requerant"),
        edges={"saisine": gdpr.Edge.WITH_PARENT},
    )
)
