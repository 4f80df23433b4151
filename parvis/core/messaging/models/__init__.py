"""Mail that comes in."""

from parvis.core.messaging.models.incoming import Incoming

__all__ = ["Incoming"]
