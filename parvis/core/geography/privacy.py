"""The territory is public reference data: no column says anything about a person."""

from parvis.kernel.declarations.privacy import Plain, Table, tables

TERRITORY = Plain("public reference data on territory")
PUBLIC_BODY = Plain("published contact of a public body, not of a person", keys=())
EDITION = Plain("which edition of public data is loaded, when and by which task")

_DECLARED = {
    "Region": (TERRITORY, "code name name_type population"),
    "Departement": (TERRITORY, "code type name name_type region_id population"),
    "Epci": (TERRITORY, "code type name population active"),
    "Commune": (
        TERRITORY,
        """id code_insee type name name_type search_key parent_id departement_id epci_id population
        longitude latitude active""",
    ),
    "CodePostal": (TERRITORY, "code"),
    "CodePostal_communes": (TERRITORY, "id codepostal_id commune_id"),
    "Mairie": (
        PUBLIC_BODY,
        """commune_id address code_postal town longitude latitude hours email phone website
        accessibility accessibility_details""",
    ),
    "Contour": (TERRITORY, "id niveau type code west south east north geometry simplified"),
    "Millesime": (EDITION, "key version digest loaded_by loaded_at"),
}

for _model, (_reason, _columns) in _DECLARED.items():
    tables.register(Table(f"geography.{_model}", dict.fromkeys(_columns.split(), _reason)))
