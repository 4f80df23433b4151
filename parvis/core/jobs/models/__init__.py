"""What the queue does not keep by itself: why an attempt failed."""

from parvis.core.jobs.models.failure import JobFailure

__all__ = ["JobFailure"]
