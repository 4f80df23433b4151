"""Who runs this installation: facts that the operator gives and that pages repeat."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Operator:
    """What the legal notice says; empty where the operator has said nothing."""

    publisher: str
    director: str
    hosting: str
    contact: str
    source_url: str
    state_brand: str
