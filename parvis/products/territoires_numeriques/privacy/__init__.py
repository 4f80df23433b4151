"""What Territoires Numériques promises about personal data; a module a subject."""

from parvis.products.territoires_numeriques.privacy import policy, promises

__all__ = ["policy", "promises"]
