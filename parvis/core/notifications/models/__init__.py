"""What leaves."""

from parvis.core.notifications.models.outgoing import Outgoing

__all__ = ["Outgoing"]
