"""The annual report as a text that an office may still lay out: real styles, real headings, tables and pictures."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

from odf.dc import Language
from odf.dc import Title as DocumentTitle
from odf.draw import Frame, Image
from odf.element import Element
from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties, Style, TableCellProperties, TableColumnProperties, TextProperties
from odf.svg import Desc
from odf.svg import Title as PictureTitle
from odf.table import Table, TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import H, List, ListItem, P

from parvis.kernel.french.typography import number
from parvis.products.mediature.queries.rapport import Contenu
from parvis.products.mediature.queries.rapport_pdf import chart_of, map_of
from parvis.products.mediature.queries.statistiques import MASKED, PLACES, Tableau

# What a picture shows better than its table: the others stay tables.
DRAWN: Final = frozenset({"recevabilite", "issue", "mois", "domaine"})
SIZES: Final = {1: "20pt", 2: "16pt", 3: "13pt"}
WITHHELD: Final = "Trop peu de dossiers : ce tableau ferait reconnaître des personnes, il n’est pas montré."
PNG_SIZE: Final = slice(16, 24)
ACROSS: Final = 16.0


def odt_of(content: Contenu) -> bytes:
    """The file."""
    text = _Text(content)
    text.heading(1, content.title)
    text.say(content.authority)
    text.say("Projet, qui n’est pas arrêté." if content.draft else f"Arrêté le {content.finalised}.")
    if content.mandate:
        text.heading(2, "Le mandat")
        text.say(*content.mandate)
    text.sections(content.before)
    text.heading(2, "Les chiffres")
    text.say(content.about)
    head = ("Indicateur", "Cette année", "Avant")
    text.table("Indicateurs", head, [(_labelled(each), each.value, each.before) for each in content.chiffres])
    for table in content.tableaux:
        text.counts(table)
    if content.recommandations:
        text.heading(2, "Les recommandations, et leurs suites")
    for each in content.recommandations:
        text.recommendation(each)
    text.sections(content.after)
    return text.file()


def _labelled(figure: Any) -> str:
    return f"{figure.label} ({figure.note})" if figure.note else str(figure.label)


class _Text:
    """A text being written."""

    def __init__(self, content: Contenu) -> None:
        self.carte = content.carte
        self.document = OpenDocumentText()
        self.body = self.document.text
        self.document.meta.addElement(DocumentTitle(text=content.title))
        self.document.meta.addElement(Language(text="fr"))
        self.plain = self._style("Text Body", None, ParagraphProperties(marginbottom="0.25cm"))
        self.headings = {
            level: self._style(
                f"Heading {level}", level, TextProperties(fontsize=size, fontweight="bold"),
                ParagraphProperties(margintop="0.6cm", marginbottom="0.25cm", keepwithnext="always"),
            )
            for level, size in SIZES.items()
        }  # fmt: skip
        self.bold = self._style("Table Heading", None, TextProperties(fontweight="bold"))
        self.cell = Style(name="Cellule", family="table-cell")
        self.cell.addElement(TableCellProperties(padding="0.1cm", borderbottom="0.5pt solid #666666"))
        self.document.automaticstyles.addElement(self.cell)
        self.columns = [self._column(rank, width) for rank, width in enumerate(("9cm", "3.5cm", "3.5cm"))]

    def _style(self, name: str, level: int | None, *properties: Element) -> Element:
        outline = {"defaultoutlinelevel": level} if level else {}
        style = Style(name=name.replace(" ", "_20_"), displayname=name, family="paragraph", **outline)
        style.addElement(TextProperties(language="fr", country="FR"))
        for each in properties:
            style.addElement(each)
        self.document.styles.addElement(style)
        return style

    def _column(self, rank: int, width: str) -> Element:
        style = Style(name=f"Colonne{rank}", family="table-column")
        style.addElement(TableColumnProperties(columnwidth=width))
        self.document.automaticstyles.addElement(style)
        return style

    def heading(self, level: int, words: str) -> None:
        self.body.addElement(H(outlinelevel=level, stylename=self.headings[level], text=words))

    def say(self, *paragraphs: str) -> None:
        for words in paragraphs:
            self.body.addElement(P(stylename=self.plain, text=words))

    def sections(self, sections: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        for title, words in sections:
            self.heading(2, title)
            self.say(*words)

    def table(self, name: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        table = Table(name=name)
        for style in self.columns:
            table.addElement(TableColumn(stylename=style))
        top = TableHeaderRows()
        top.addElement(self._row(head, self.bold))
        table.addElement(top)
        for row in rows:
            table.addElement(self._row(row, self.plain))
        self.body.addElement(table)

    def _row(self, cells: Iterable[str], style: Element) -> Element:
        row = TableRow()
        for words in cells:
            cell = TableCell(valuetype="string", stylename=self.cell)
            cell.addElement(P(stylename=style, text=words))
            row.addElement(cell)
        return row

    def counts(self, table: Tableau) -> None:
        if not table.rows and not table.withheld:
            return
        self.heading(3, table.title)
        if table.withheld:
            self.say(WITHHELD)
            return
        if table.key in DRAWN:
            self.picture(table, chart_of(table), "Barres ; le tableau qui suit donne les mêmes nombres.")
        if table.key == PLACES and self.carte:
            self.picture(table, map_of(self.carte), self.carte.summary)
        rows = [
            (f"{'— ' if row.level > 1 else ''}{row.label}", _number(row.count), _number(row.before))
            for row in table.rows
        ]
        self.table(table.key, ("Intitulé", "Nombre", "Avant"), rows)

    def picture(self, table: Tableau, content: bytes, summary: str) -> None:
        # The size of a PNG stands at its head, on two numbers of four bytes.
        size = content[PNG_SIZE]
        wide, high = int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
        place = self.document.addPicture(f"{table.key}.png", "image/png", content)
        frame = Frame(name=f"Graphique {table.key}", width=f"{ACROSS}cm", height=f"{ACROSS * high / wide:.2f}cm")
        frame.setAttribute("anchortype", "paragraph")
        image = Image(href=place, type="simple", show="embed", actuate="onLoad")
        frame.addElement(image)
        frame.addElement(PictureTitle(text=table.title))
        frame.addElement(Desc(text=summary))
        holder = P(stylename=self.plain)
        holder.addElement(frame)
        self.body.addElement(holder)

    def recommendation(self, told: dict[str, Any]) -> None:
        self.heading(3, told["title"])
        self.say(f"Adressée à {told['service']} le {told['sent']}.", *told["text"], f"Réponse : {told['answer']}.")
        self.say(*told["words"])
        if told["followed"]:
            lines = List()
            for words in told["followed"]:
                item = ListItem()
                item.addElement(P(stylename=self.plain, text=words))
                lines.addElement(item)
            self.body.addElement(lines)

    def file(self) -> bytes:
        written = BytesIO()
        self.document.write(written)
        return written.getvalue()


def _number(count: int | None) -> str:
    return MASKED if count is None else number(count)
