"""Files, the keys that open them, and those on their way."""

from parvis.core.documents.models.document import DataKey, Document
from parvis.core.documents.models.upload import Upload

__all__ = ["DataKey", "Document", "Upload"]
