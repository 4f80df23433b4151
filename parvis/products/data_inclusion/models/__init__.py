"""The reference: its sources, their imports, the structures and the services they publish."""

from parvis.products.data_inclusion.models.common_root import CommonRoot, QualityStretch
from parvis.products.data_inclusion.models.edition import Edition
from parvis.products.data_inclusion.models.hidden import HiddenContact
from parvis.products.data_inclusion.models.imports import ImportLine, ImportRun
from parvis.products.data_inclusion.models.notice import ContactNotice
from parvis.products.data_inclusion.models.rectified import NAMED, RectifiedContact
from parvis.products.data_inclusion.models.report import ErrorReport
from parvis.products.data_inclusion.models.service import Service, ServiceEntry, ServiceWords
from parvis.products.data_inclusion.models.source import Source
from parvis.products.data_inclusion.models.staging import StagedService, StagedStructure
from parvis.products.data_inclusion.models.structure import Structure
from parvis.products.data_inclusion.models.tombstone import Tombstone, TombstoneReceipt

__all__ = [
    "NAMED", "CommonRoot", "ContactNotice", "Edition", "ErrorReport", "HiddenContact", "ImportLine", "ImportRun",
    "QualityStretch", "RectifiedContact", "Service", "ServiceEntry", "ServiceWords", "Source", "StagedService",
    "StagedStructure",
    "Structure", "Tombstone", "TombstoneReceipt",
]  # fmt: skip
