"""The privacy policy as declarations: what is promised, and in which column it lives.

Two halves meet by the key of a category of data, ``<service>.<activity>.<category>``:

- a :class:`Service` says what is promised: for each :class:`Activity` its role, its :class:`Purpose` and basis, its
  :class:`Category` with a :class:`Keep`, its recipients and processors; then rights, trackers, measures and the
  :class:`Decision` that reads each gap of its own text;
- a :class:`Table` says where it lives: each concrete column is :class:`Personal`, for the categories it names, or
  :class:`Plain`, with the reason why it says nothing about a person.
"""

from parvis.kernel.declarations.privacy.columns import Personal, Plain, Subject, Table, personal, tables
from parvis.kernel.declarations.privacy.keeping import Copy, Ending, FirstOf, Keep, LastOf, Moment, Stage, Start
from parvis.kernel.declarations.privacy.law import (
    FLOOR,
    WHERE_APPLICABLE,
    Article,
    Basis,
    ByRecipient,
    LegalBasis,
    Promise,
    Right,
    consent,
    contract,
    grounds,
    legal_obligation,
    public_task,
)
from parvis.kernel.declarations.privacy.people import (
    EEA,
    Contact,
    Controller,
    Feed,
    Processor,
    Recipient,
    Responsibility,
    Role,
    decides,
    jointly,
    processes_for,
)
from parvis.kernel.declarations.privacy.periods import Period
from parvis.kernel.declarations.privacy.service import (
    CNIL_ADDRESS,
    CNIL_COMPLAINT,
    Activity,
    Category,
    Decision,
    Identity,
    Link,
    Purpose,
    SecurityMeasure,
    Service,
    Special,
    Tracker,
    TrackerBasis,
    category_named,
    services,
)

__all__ = [
    "CNIL_ADDRESS",
    "CNIL_COMPLAINT",
    "EEA",
    "FLOOR",
    "WHERE_APPLICABLE",
    "Activity",
    "Article",
    "Basis",
    "ByRecipient",
    "Category",
    "Contact",
    "Controller",
    "Copy",
    "Decision",
    "Ending",
    "Feed",
    "FirstOf",
    "Identity",
    "Keep",
    "LastOf",
    "LegalBasis",
    "Link",
    "Moment",
    "Period",
    "Personal",
    "Plain",
    "Processor",
    "Promise",
    "Purpose",
    "Recipient",
    "Responsibility",
    "Right",
    "Role",
    "SecurityMeasure",
    "Service",
    "Special",
    "Stage",
    "Start",
    "Subject",
    "Table",
    "Tracker",
    "TrackerBasis",
    "category_named",
    "consent",
    "contract",
    "decides",
    "grounds",
    "jointly",
    "legal_obligation",
    "personal",
    "processes_for",
    "public_task",
    "services",
    "tables",
]
