"""A record of the national schema from the cells of a row, once its identifier and its lists are known."""

from typing import Any, Final

from parvis.products.data_inclusion.actions.mapping.address import read_address
from parvis.products.data_inclusion.actions.mapping.cells import Cells, cell, squeezed
from parvis.products.data_inclusion.actions.mapping.communes import CommuneDirectory
from parvis.products.data_inclusion.actions.mapping.contact import read_emails, read_phone, read_urls
from parvis.products.data_inclusion.actions.mapping.dates import read_date_maj
from parvis.products.data_inclusion.actions.mapping.hours import read_hours
from parvis.products.data_inclusion.actions.mapping.identity import read_nom, read_pivot, read_presentation
from parvis.products.data_inclusion.actions.mapping.language import Config
from parvis.products.data_inclusion.actions.mapping.location import check_distance, read_location
from parvis.products.data_inclusion.actions.mapping.outcome import Lieu, MappedLieu, Report
from parvis.products.data_inclusion.actions.mapping.vocabulary import NO_PUBLIC
from parvis.products.data_inclusion.validators import Refusal

Chosen = dict[str, tuple[str, ...]]
# What stands in the column of « Accès libre » when its producer copied the code of a widget.
WIDGET: Final = "<"
NAMED, LONGEST_NAME = 3, 50


def assemble(
    config: Config, cells: Cells, communes: CommuneDirectory, identity: tuple[str, str], chosen: Chosen, report: Report
) -> MappedLieu:
    """The record of a row; ``identity`` is its identifier and its source. Refusal says why there is none."""
    if NO_PUBLIC in chosen["modalites_acces"]:
        raise Refusal("modalites_acces : ce lieu n'accueille pas de public", "Rien à faire : il n'est pas publié.")
    identifier, source = identity
    resume, detail = read_presentation(config, cells)
    values: dict[str, Any] = {
        "nom": read_nom(config, cells),
        "pivot": read_pivot(config, cells, report),
        "presentation_resume": resume,
        "presentation_detail": detail,
        **_where(config, cells, communes, report),
        "horaires": read_hours(config, cells, report),
        "date_maj": read_date_maj(config.place("date_maj").text(cells), report),
        **chosen,
    }
    values |= _contact(config, cells, values["code_insee"], report)
    if not chosen["services"]:
        raise _without_service(config, cells)
    return MappedLieu(Lieu(id=identifier, source=source, **values), report.lines)


def _without_service(config: Config, cells: Cells) -> Refusal:
    """Why no service was found: nothing is said of them, or in words that the configuration does not have."""
    columns = dict.fromkeys(column for choice in config.choices.get("services", ()) for column in choice.columns)
    filled = [column for column in columns if squeezed(cell(cells, column))]
    if filled:
        empty = [column for column in columns if column not in filled]
        first = f"Remplir {_listed(empty, ' ou ')}" if empty else "Compléter ces cellules"
        reason = f"services : aucun terme reconnu dans {_listed(filled)}"
        return Refusal(reason, f"{first} ; sinon ajouter les mots de ces cellules aux « termes » de la configuration.")
    return Refusal("services : rien n'en est dit", f"Remplir {_listed(list(columns) or ['services'], ' ou ')}.")


def _listed(columns: list[str], joint: str = ", ") -> str:
    named = joint.join(f"« {column[:LONGEST_NAME]} »" for column in columns[:NAMED])
    return f"{named}, etc" if len(columns) > NAMED else named


def _where(config: Config, cells: Cells, communes: CommuneDirectory, report: Report) -> dict[str, Any]:
    point = read_location(config, cells, report)
    address = read_address(config, cells, communes, point, report)
    check_distance(point, address.resolved.commune if address.resolved else None, report)
    return {
        "adresse": address.adresse,
        "complement_adresse": address.complement_adresse,
        "code_postal": address.code_postal,
        "commune": address.commune,
        "code_insee": address.code_insee,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
    }


def _contact(config: Config, cells: Cells, code_insee: str, report: Report) -> dict[str, Any]:
    said = {name: config.place(name).text(cells) for name in ("site_web", "prise_rdv", "fiche_acces_libre")}
    links = {name: () if text.startswith(WIDGET) else read_urls(name, text, report) for name, text in said.items()}
    return {
        "telephone": read_phone(config.place("telephone").text(cells), code_insee, report),
        "courriels": read_emails(config.place("courriels").text(cells), report),
        "site_web": links["site_web"],
        "prise_rdv": next(iter(links["prise_rdv"]), ""),
        "fiche_acces_libre": next(iter(links["fiche_acces_libre"]), ""),
    }
