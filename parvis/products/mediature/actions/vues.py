"""Keep a view of the list, share it, open it first, take it away."""

from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Vue
from parvis.products.mediature.policies import fonction_in

CATEGORIES = ("mediature.mediateurs.comptes",)


@transaction.atomic
def keep_view(
    *, by: Actor, organisation: int, name: str, query: str, shared: bool = False, preferred: bool = False
) -> Vue:
    """The view of this name, made or replaced; only one of somebody's views opens first."""
    if fonction_in(by, organisation) is None:
        raise PermissionDenied
    author = int(by.identifier)
    told = urlencode([(key, value) for key, value in parse_qsl(query.lstrip("?")) if key != "page"])
    if not name.strip():
        raise ValidationError({"name": "Donnez un nom à cette vue."})
    if not told:
        raise ValidationError("Cette vue ne filtre rien : cherchez ou filtrez d’abord, puis gardez la vue.")
    if preferred:
        Vue.objects.visible_to(by).filter(author=author, preferred=True).update(preferred=False)
    kept, _ = Vue.objects.update_or_create(
        organisation_id=organisation,
        author_id=author,
        name=name.strip(),
        defaults={"query": told, "shared": shared, "preferred": preferred},
    )
    _trace(by, kept)
    return kept


@transaction.atomic
def drop_view(*, by: Actor, view: Vue) -> None:
    """Take away a view: its author alone does."""
    if by.identifier != str(view.author_id):
        raise PermissionDenied
    found = Vue.objects.visible_to(by).select_for_update().get(pk=view.pk)
    _trace(by, found)
    found.delete()


def _trace(by: Actor, view: Vue) -> None:
    record(
        by=by,
        verb="mediature.view",
        categories=CATEGORIES,
        subjects=[f"accounts.User:{view.author_id}"],
        organisation=view.organisation_id,
        object_key=f"mediature.Vue:{view.pk}",
    )
