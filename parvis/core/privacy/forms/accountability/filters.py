"""Which promises to show."""

from typing import Any

from django import forms

from parvis.core.privacy.queries.accountability.commitments import State
from parvis.core.privacy.queries.drawing import ordered_services


class CommitmentFilters(forms.Form):
    """A service, a state, or both; an unknown choice filters nothing."""

    mark_optional = False
    service = forms.ChoiceField(label="Service", required=False)
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "Tous"), *((state.value, state.words) for state in State)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = [(service.key, service.title) for service in ordered_services()]
        self.fields["service"].choices = [("", "Tous"), *services]  # type: ignore[attr-defined]  # a choice field

    @property
    def chosen(self) -> tuple[str, str]:
        """The service and the state asked for, each empty for all."""
        self.is_valid()
        return self.cleaned_data.get("service", ""), self.cleaned_data.get("etat", "")
