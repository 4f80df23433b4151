"""Writing to the journal."""

from parvis.core.journal.actions.record import record

__all__ = ["record"]
