"""Letters on paper: one layout, in French, as an accessible PDF."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Final

import typst

TEMPLATE: Final = Path(__file__).with_name("letter.typ")


@dataclass(frozen=True)
class Letter:
    """What a letter says, part by part: who writes, to whom, on which day, what.

    A paragraph that starts with « ## » is a heading, and one whose lines all start with « - » a list. ``mention`` says
    by which act the writer is empowered, at the foot of each page. Each of ``signatories`` has a place to sign. Words
    are printed as they are: none is markup.
    """

    title: str
    authority: str
    service: str
    contact: str
    person: str
    address: str
    date: str
    paragraphs: tuple[str, ...]
    reference: str = ""
    signature: str = ""
    mention: str = ""
    signatories: tuple[str, ...] = ()

    @property
    def pdf(self) -> bytes:
        """The letter as it is printed."""
        content = json.dumps(asdict(self), ensure_ascii=False)
        return bytes(typst.compile(_template(), sys_inputs={"content": content}, pdf_standards=["ua-1"]))


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()
