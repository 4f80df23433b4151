"""What La coop de la médiation numérique promises about personal data; a module a subject."""

from parvis.products.coop.privacy import policy, promises

__all__ = ["policy", "promises"]
