"""Write, correct and archive the texts that an office writes often."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel import clock
from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Modele
from parvis.products.mediature.policies import OPENS, fonction_in
from parvis.products.mediature.queries.modeles import VARIABLES, unknown


@transaction.atomic
def write_model(*, by: Actor, organisation: int | None, title: str, text: str, model: Modele | None = None) -> Modele:
    """A text of this office, or common to all without one, new or corrected; an unknown variable is refused."""
    if not _may_write(by, organisation) or (model is not None and model.organisation_id != organisation):
        raise PermissionDenied
    if wrong := unknown(text):
        told = ", ".join(f"« {{{{ {each} }}}} »" for each in wrong)
        known = ", ".join(f"{{{{ {each} }}}}" for each in VARIABLES)
        raise ValidationError({"text": f"Personne ne sait remplir {told}. Les variables possibles sont : {known}."})
    others = Modele.objects.visible_to(by).filter(organisation=organisation, title=title.strip(), archived_on=None)
    if (others.exclude(pk=model.pk) if model else others).exists():
        whose = "du bureau" if organisation else "commun à tous les bureaux"
        raise ValidationError({"title": f"Un autre texte {whose} porte ce titre."})
    kept = model or Modele(organisation_id=organisation)
    kept.title, kept.text = title.strip(), text.strip()
    kept.save()
    _trace(by, kept)
    return kept


@transaction.atomic
def archive_model(*, by: Actor, model: Modele) -> None:
    """Offer it no more; what was written with it stays."""
    if not _may_write(by, model.organisation_id):
        raise PermissionDenied
    model.archived_on = clock.today()
    model.save(update_fields=["archived_on"])
    _trace(by, model)


def _may_write(by: Actor, organisation: int | None) -> bool:
    """Whoever works there; what is common to all, administrators of the platform."""
    return OPENS.allows(by) if organisation is None else fonction_in(by, organisation) is not None


def _trace(by: Actor, model: Modele) -> None:
    record(by=by, verb="mediature.model", organisation=model.organisation_id, object_key=f"mediature.Modele:{model.pk}")
