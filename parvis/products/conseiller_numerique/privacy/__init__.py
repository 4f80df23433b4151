"""What Conseiller numérique France Services promises about personal data; a module a subject."""

from parvis.products.conseiller_numerique.privacy import policy, promises

__all__ = ["policy", "promises"]
