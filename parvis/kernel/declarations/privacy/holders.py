"""What lives outside the tables and goes with their rows: files, and any other copy that we hold ourselves."""

from collections.abc import Callable
from dataclasses import dataclass

from parvis.kernel.registry import Registry


@dataclass(frozen=True)
class Holder:
    """Where copies are: ``column`` (``app.Model.column``) names one for each row.

    ``remove`` destroys the copy of that name, and does nothing when there is none; ``holds`` looks whether it is
    still there.
    """

    key: str
    column: str
    remove: Callable[[str], None]
    holds: Callable[[str], bool]


holders: Registry[Holder] = Registry("holder of copies")
