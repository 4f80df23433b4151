"""What visitors choose about trackers."""

from parvis.core.privacy.forms.trackers.choosing import AudienceFilter, ChoiceForm, OppositionForm, ReviewForm

__all__ = ["AudienceFilter", "ChoiceForm", "OppositionForm", "ReviewForm"]
