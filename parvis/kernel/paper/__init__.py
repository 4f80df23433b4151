"""What is printed: letters in French, as accessible PDF."""

from parvis.kernel.paper.letter import Letter

__all__ = ["Letter"]
