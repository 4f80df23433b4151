"""The lists and the texts common to every office: loaded once, completed by later editions, never emptied."""

import tomllib
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.products.mediature.models import Domaine, Modele, TiersCompetent

LISTS: Final = Path(__file__).with_name("nomenclature.toml")
TEXTS: Final = Path(__file__).with_name("textes.toml")
# Of two models, which the checker of types cannot follow by name.
MODELS: Final[dict[str, Any]] = {"domaines": Domaine, "tiers": TiersCompetent}


@transaction.atomic
def load_lists(*, by: Actor) -> int:
    """Add the entries that are missing; tell how many."""
    added = 0
    for name, entries in tomllib.loads(LISTS.read_text(encoding="utf-8")).items():
        model = MODELS[name]
        for parent, children in entries.items():
            above, made = model.objects.get_or_create(organisation=None, parent=None, name=parent)
            added += made
            for child in children:
                added += model.objects.get_or_create(organisation=None, parent=above, name=child)[1]
    if added:
        record(by=by, verb="mediature.lists", object_key="mediature.Domaine", count=added)
    return added


@transaction.atomic
def load_texts(*, by: Actor) -> int:
    """Add the common texts that are missing; one that an administrator renamed, corrected or archived stays so."""
    common = Modele.objects.filter(organisation=None)
    keys, titles = set(common.values_list("key", flat=True)), set(common.values_list("title", flat=True))
    given = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["textes"]
    # A title that an administrator already gave to a text of their own is left to it.
    made = [Modele(**each) for each in given if each["key"] not in keys and each["title"] not in titles]
    Modele.objects.bulk_create(made)
    if made:
        record(by=by, verb="mediature.model", object_key="mediature.Modele", count=len(made))
    return len(made)
