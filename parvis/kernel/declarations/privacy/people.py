"""Who answers for the data, who handles them, who receives them."""

from dataclasses import dataclass
from enum import StrEnum

EEA = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK UE".split()  # noqa: SIM905  # a list of codes reads as one line
)
COUNTRIES = {"FR": "France", "UE": "Union européenne", "US": "États-Unis", "NL": "Pays-Bas"}


class Role(StrEnum):
    """What whoever runs the service is, for one processing."""

    CONTROLLER = "controller"
    PROCESSOR = "processor"
    JOINT = "joint"

    @property
    def words(self) -> str:
        """The role in French."""
        return {
            Role.CONTROLLER: "responsable de traitement",
            Role.PROCESSOR: "sous-traitant",
            Role.JOINT: "responsable conjoint",
        }[self]


@dataclass(frozen=True)
class Controller:
    """Who decides why and how data are processed. ``each`` is for « chaque collectivité »: many, one at a time."""

    name: str
    represented_by: str = ""
    note: str = ""
    each: bool = False


@dataclass(frozen=True)
class Responsibility:
    """The role of the operator for one processing, and the controller or controllers it answers to."""

    role: Role
    controllers: tuple[Controller, ...]
    operator: str = ""
    split: str = ""


def decides(controller: Controller) -> Responsibility:
    """The operator of the service is the controller itself."""
    return Responsibility(Role.CONTROLLER, (controller,), controller.name)


def processes_for(controller: Controller, *, operator: str, split: str = "") -> Responsibility:
    """``operator`` only executes what ``controller`` decides."""
    return Responsibility(Role.PROCESSOR, (controller,), operator, split)


def jointly(*controllers: Controller, split: str) -> Responsibility:
    """Several controllers together; ``split`` says who answers for what (article 26)."""
    return Responsibility(Role.JOINT, controllers, " et ".join(one.name for one in controllers), split)


@dataclass(frozen=True)
class Contact:
    """Where to write about one's data."""

    email: str = ""
    address: str = ""
    name: str = ""


@dataclass(frozen=True)
class Processor:
    """Who handles data on behalf of the controller: what it does, where, with which guarantees.

    ``countries`` are ISO codes, ``UE`` for the Union. Outside the European Economic Area, ``ground`` names
    what allows the transfer (articles 45 to 49). ``hosts`` are the domains at which the software may reach it.
    """

    name: str
    does: str
    countries: tuple[str, ...] = ("FR",)
    guarantee: str = ""
    ground: str = ""
    contact: str = ""
    note: str = ""
    hosts: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The countries in French."""
        return ", ".join(COUNTRIES.get(code, code) for code in self.countries)

    @property
    def leaves_the_eea(self) -> bool:
        """Whether data may be handled outside the European Economic Area."""
        return any(code not in EEA for code in self.countries)


@dataclass(frozen=True)
class Recipient:
    """Who may see the data, and on what condition; ``hosts`` are the domains at which the software may reach them."""

    who: str
    condition: str = ""
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A flow of data to a recipient: only ``columns`` (``app.Model.column``) of the named categories leave."""

    key: str
    to: Recipient
    categories: tuple[str, ...]
    sends: tuple[str, ...]
    columns: tuple[str, ...] = ()
    note: str = ""
