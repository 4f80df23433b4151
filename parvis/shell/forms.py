"""The DSFR look of every form, ours and the libraries': a form only says what it asks."""

from typing import Any

from django.forms import BoundField, ModelForm, widgets
from django.forms.renderers import TemplatesSetting

CHOICES = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)
UNSTYLED = (widgets.CheckboxInput, widgets.FileInput, *CHOICES)


class DsfrField(BoundField):
    """A field drawn as the DSFR draws it, with its hint and errors tied to it."""

    @property
    def shape(self) -> str:
        """Which part of the template draws it: input, select, checkbox, choices, group or upload."""
        widget = self.field.widget
        if isinstance(widget, CHOICES):
            return "choices"
        if isinstance(widget, widgets.Select):
            return "select"
        if isinstance(widget, widgets.CheckboxInput):
            return "checkbox"
        if isinstance(widget, widgets.FileInput):
            return "upload"
        return "group" if widget.use_fieldset else "input"

    @property
    def anchor(self) -> str:
        """Identifier that a line of the error summary leads to: the first thing to fill in."""
        return f"{self.auto_id}_0" if self.shape in {"choices", "group"} else self.id_for_label or self.auto_id

    @property
    def optional(self) -> bool:
        """Whether to say « facultatif »; a form of filters says ``mark_optional = False``."""
        return not self.field.required and getattr(self.form, "mark_optional", True)

    @property
    def column(self) -> str:
        """The column that this field fills, as ``app.Model.column``: the register tells beside it why it is asked.

        A model's form tells by itself; another says ``columns = {"email": "accounts.User.email"}``.
        """
        told: dict[str, str] = getattr(self.form, "columns", {})
        if self.name in told or not isinstance(self.form, ModelForm):
            return told.get(self.name, "")
        model = self.form._meta.model
        own = {column.name for column in model._meta.concrete_fields}
        return f"{model._meta.label}.{self.name}" if self.name in own else ""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: widgets.Widget | None = None) -> dict[str, Any]:
        """Django's attributes, and the DSFR's class unless the widget brings its own.

        A placeholder goes away as soon as one types, and says no more than the label: none is shown. Beyond a
        ``maxlength`` a browser cuts what is pasted and says nothing: the form says what is too long, and keeps it.
        """
        built = super().build_widget_attrs(attrs, widget)
        built["placeholder"] = built["maxlength"] = False
        drawn = widget or self.field.widget
        if not drawn.is_hidden and not isinstance(drawn, UNSTYLED):
            own = drawn.attrs.get("class", "")
            style = "fr-select" if isinstance(drawn, widgets.Select) else "fr-input"
            built.setdefault("class", own if style in own.split() else f"{style} {own}".strip())
        if isinstance(drawn, widgets.FileInput):
            built.setdefault("class", "fr-upload")
        return built


class DsfrRenderer(TemplatesSetting):
    """Draws ``{{ form }}`` with an error summary on top and each field as a DSFR group."""

    form_template_name = "shell/forms/form.html"
    field_template_name = "shell/forms/field.html"
    bound_field_class = DsfrField
