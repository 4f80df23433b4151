"""The annual report on paper: an accessible PDF; and its charts, as pictures for the ODT."""

import json
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Final

import typst

from parvis.products.mediature.queries.carte import Carte, svg_of
from parvis.products.mediature.queries.rapport import Contenu
from parvis.products.mediature.queries.statistiques import Tableau

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
DOTS_PER_INCH: Final = 160.0


def pdf_of(content: Contenu) -> bytes:
    """The report as it is printed."""
    given = {"content": json.dumps(asdict(replace(content, carte=None)), ensure_ascii=False)}
    if content.carte:
        given |= {"map": svg_of(content.carte), "summary": content.carte.summary}
    return bytes(typst.compile(_template("mediature/rapport.typ"), sys_inputs=given, pdf_standards=["ua-1"]))


def chart_of(table: Tableau) -> bytes:
    """The bars of a table, as a picture; the table beside says the same in words."""
    rows = [asdict(each) for each in table.rows if each.level == 1]
    given = {"rows": json.dumps(rows, ensure_ascii=False)}
    return bytes(typst.compile(_template("mediature/bars.typ"), sys_inputs=given, format="png", ppi=DOTS_PER_INCH))


def map_of(shown: Carte) -> bytes:
    """The map as a picture, with its legend."""
    given = {"map": svg_of(shown)}
    return bytes(typst.compile(_template("mediature/map.typ"), sys_inputs=given, format="png", ppi=DOTS_PER_INCH))


@cache
def _template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()
