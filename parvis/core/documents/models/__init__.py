"""Files, and the keys that open them."""

from parvis.core.documents.models.document import DataKey, Document

__all__ = ["DataKey", "Document"]
