"""Sources that are declared rather than programmed: files in known words, or with their producer's mapping."""

import json
from collections.abc import Sequence
from pathlib import Path

from django.core.validators import validate_slug
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.products.data_inclusion.actions.mapping.reading_config import read_config
from parvis.products.data_inclusion.actions.reading.rows import SourceUnreadable
from parvis.products.data_inclusion.enums import SourceFormat, SourceKind
from parvis.products.data_inclusion.models import Source


def declare_source(
    *,
    by: Actor,
    slug: str,
    name: str,
    format: SourceFormat,  # noqa: A002  the word of the field
    locations: Sequence[str],
    mapping: str = "",
) -> Source:
    """Declare a source, or declare it anew; its records stay until its next import replaces them."""
    validate_slug(slug)
    if mapping:
        read_config(json.loads(mapping))
    with transaction.atomic():
        source, _ = Source.objects.update_or_create(
            slug=slug,
            defaults={
                "name": name or slug,
                "kind": SourceKind.PRODUCER,
                "format": format,
                "locations": list(locations),
                "mapping": mapping,
            },
        )
        record(by=by, verb="data_inclusion.declare_source", object_key=f"data_inclusion.Source:{slug}")
    return source


def read_mapping(path: str) -> str:
    """A producer's ``config.json``, as it is; SourceUnreadable says what is wrong with the file."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        json.loads(text)
    except OSError as error:
        raise SourceUnreadable(f"Le fichier « {path} » ne se lit pas : {error.strerror}.") from error
    except ValueError as error:
        raise SourceUnreadable(f"Le fichier « {path} » n'est pas du JSON : vérifiez-le.") from error
    return text
