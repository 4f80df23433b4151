"""The reference: its sources, their imports and the structures they publish."""

from parvis.products.data_inclusion.models.imports import ImportLine, ImportRun
from parvis.products.data_inclusion.models.source import Source
from parvis.products.data_inclusion.models.staging import StagedStructure
from parvis.products.data_inclusion.models.structure import Structure

__all__ = ["ImportLine", "ImportRun", "Source", "StagedStructure", "Structure"]
