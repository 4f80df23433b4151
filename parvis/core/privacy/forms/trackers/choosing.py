"""A choice for each purpose; what is not accepted is refused."""

from typing import Any

from django import forms

from parvis.core.privacy.queries.drawing import ordered_services
from parvis.core.privacy.queries.trackers.audience import PERIODS
from parvis.core.privacy.queries.trackers.shown import Purpose
from parvis.kernel.forms import offer

ACCEPT, REFUSE, SAVE = "accepter", "refuser", "enregistrer"
YES, NO = "oui", "non"
ANSWERS = ((YES, "Accepter"), (NO, "Refuser"))


class ChoiceForm(forms.Form):
    """One answer for each purpose, or one for all of them."""

    decision = forms.ChoiceField(choices=[(one, one) for one in (ACCEPT, REFUSE, SAVE)])
    moyen = forms.ChoiceField(choices=[(one, one) for one in ("bandeau", "fenetre", "page")], required=False)

    def __init__(self, *args: Any, purposes: list[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tools = [purpose.tool for purpose in purposes]
        for tool in self.tools:
            self.fields[f"pour-{tool}"] = forms.ChoiceField(choices=ANSWERS, required=False)

    @property
    def results(self) -> dict[str, bool]:
        """What was said for each tool; silence is a refusal."""
        decision = self.cleaned_data["decision"]
        if decision == SAVE:
            return {tool: self.cleaned_data.get(f"pour-{tool}") == YES for tool in self.tools}
        return dict.fromkeys(self.tools, decision == ACCEPT)

    @property
    def method(self) -> str:
        """By which gesture it was said, for the proof."""
        return f"{self.cleaned_data['moyen'] or 'page'}-{self.cleaned_data['decision']}"


class OppositionForm(forms.Form):
    """To be counted, or not."""

    opposition = forms.ChoiceField(choices=[(YES, YES), (NO, NO)])


class ReviewForm(forms.Form):
    """What a person found of a criterion."""

    held = forms.TypedChoiceField(
        label="Ce critère est-il tenu ?",
        choices=[(YES, "Oui"), (NO, "Non, il faut corriger")],
        coerce=lambda given: given == YES,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si ce critère est tenu."},
    )
    note = forms.CharField(
        label="Ce que vous avez vérifié, et où",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Par exemple : contrat du 3 mars 2026, article 5 ; écran « Vie privée » de Matomo.",
        error_messages={"required": "Dites en une phrase ce que vous avez vérifié."},
    )


class AudienceFilter(forms.Form):
    """Which service, over how many days."""

    mark_optional = False
    service = forms.ChoiceField(label="Service", required=False)
    jours = forms.TypedChoiceField(
        label="Sur",
        coerce=int,
        required=False,
        choices=[(days, f"{days} jours") for days in PERIODS],
        initial=30,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(service.key, service.title) for service in ordered_services()]
        offer(self, "service", [("", "Tous"), *known])
