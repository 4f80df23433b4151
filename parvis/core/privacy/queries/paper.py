"""Letters on paper: one layout, in French, as an accessible PDF."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Final

import typst

TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "privacy/letter.typ"


@dataclass(frozen=True)
class Letter:
    """What a letter says, part by part: who writes, to whom, on which day, what."""

    title: str
    authority: str
    service: str
    contact: str
    person: str
    address: str
    date: str
    paragraphs: tuple[str, ...]

    @property
    def pdf(self) -> bytes:
        """The letter as it is printed."""
        content = json.dumps(asdict(self), ensure_ascii=False)
        return bytes(typst.compile(_template(), sys_inputs={"content": content}, pdf_standards=["ua-1"]))


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()
