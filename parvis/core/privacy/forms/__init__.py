"""What visitors choose."""

from parvis.core.privacy.forms.comparison import ComparisonForm

__all__ = ["ComparisonForm"]
