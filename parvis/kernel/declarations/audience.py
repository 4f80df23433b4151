"""Kinds of page, in plain words: all that the audience measure of the house ever knows of a visit."""

from dataclasses import dataclass

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class PageKind:
    """Pages counted together, known by the name of their route, such as ``data_inclusion:search``."""

    key: str
    label: str


page_kinds: Registry[PageKind] = Registry("kind of page")
