"""What visitors choose about trackers."""

from parvis.core.privacy.forms.trackers.choosing import AudienceFilter, ChoiceForm, OppositionForm

__all__ = ["AudienceFilter", "ChoiceForm", "OppositionForm"]
