"""What is shown of a file that nobody trusts: pages and pictures, redrawn apart."""

from parvis.kernel.rendering.apart import SHOWN, Outline, Page, Reason, UnreadableError, outline, picture

__all__ = ["SHOWN", "Outline", "Page", "Reason", "UnreadableError", "outline", "picture"]
