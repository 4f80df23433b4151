"""Sources that are declared rather than programmed: files in known words, or with their producer's mapping."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction

from parvis.core.journal.actions.record import record
from parvis.kernel.actor import Actor
from parvis.kernel.reading.rows import SourceUnreadable
from parvis.products.data_inclusion.actions.mapping.reading_config import read_config
from parvis.products.data_inclusion.enums import SourceFormat, SourceKind
from parvis.products.data_inclusion.models import Source
from parvis.products.data_inclusion.queries.imports import LICENCE, UNTOLD, described

DECLARED: Final = ("name", "description", "kind", "format", "locations", "mapping", "contact")
NO_CONTACT: Final = (
    "L'adresse pour les corrections ressemble à « referentiel@producteur.fr » ; « {} » n'en est pas une."
)
NO_SLUG: Final = "L'identifiant d'une source n'a que des lettres sans accent, des chiffres et des tirets : « hub-lo »."


@dataclass(frozen=True)
class About:
    """What whoever declares a source says of it for its readers."""

    description: str = ""
    licence: str = ""


UNSAID: Final = About()


def draft_source(
    *,
    slug: str,
    name: str,
    format: SourceFormat,  # noqa: A002  the word of the field
    locations: Sequence[str],
    mapping: str = "",
    contact: str = "",
    about: About = UNSAID,
) -> Source:
    """A source that may be declared, checked and not yet kept: its files are tried first.

    ``contact`` is the mailbox of the producer where corrections are asked for; without one, that of before stays.
    What is not said ``about`` it is told from the rest of its declaration.
    """
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise ValidationError(NO_SLUG) from error
    if contact:
        try:
            validate_email(contact)
        except ValidationError as error:
            raise ValidationError(NO_CONTACT.format(contact)) from error
    if mapping:
        read_config(json.loads(mapping))
    source = Source(
        slug=slug,
        name=name or _known(slug, "name") or slug,
        kind=SourceKind.PRODUCER,
        format=format,
        locations=list(locations),
        mapping=mapping,
        contact=contact or _known(slug, "contact"),
    )
    source.description = _description(source, about.description.strip(), about.licence.strip().rstrip("."))
    return source


def declare_source(*, by: Actor, draft: Source) -> Source:
    """Declare a source, or declare it anew; its records stay until its next import replaces them."""
    with transaction.atomic():
        source, _ = Source.objects.update_or_create(
            slug=draft.slug,
            defaults={name: getattr(draft, name) for name in DECLARED},
        )
        record(by=by, verb="data_inclusion.declare_source", object_key=f"data_inclusion.Source:{source.slug}")
    return source


def _known(slug: str, field: str) -> str:
    """What a source already says: with a mapping, identifiers begin with its name."""
    return Source.objects.filter(slug=slug).values_list(field, flat=True).first() or ""


def _description(source: Source, said: str, licence: str) -> str:
    """What was said, or what the declaration says; what was said before stays when nothing is said anew."""
    if said:
        return f"{said.rstrip('.')}. Licence : {licence}." if licence else said
    before = Source.objects.filter(slug=source.slug).first()
    if before is None or licence:
        return described(source, licence)
    told = before.description.rpartition(LICENCE)[2].rstrip(".") if LICENCE in before.description else ""
    licence = "" if told == UNTOLD else told
    drawn = before.description in {"", described(before, licence)}
    return described(source, licence) if drawn else before.description


def read_mapping(path: str) -> str:
    """A producer's ``config.json``, as it is; SourceUnreadable says what is wrong with the file."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        json.loads(text)
    except FileNotFoundError as error:
        raise SourceUnreadable(f"Aucun fichier « {path} ». Vérifiez le chemin de la configuration.") from error
    except OSError as error:
        raise SourceUnreadable(
            f"La configuration « {path} » ne se lit pas. Donnez un fichier, et ses droits."
        ) from error
    except UnicodeDecodeError as error:
        raise SourceUnreadable(f"La configuration « {path} » n'est pas en UTF-8. Enregistrez-la ainsi.") from error
    except json.JSONDecodeError as error:
        where = f"ligne {error.lineno}, colonne {error.colno}"
        raise SourceUnreadable(f"La configuration « {path} » n'est pas du JSON : {where}.") from error
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable(f"La configuration « {path} » n'est pas du JSON. Vérifiez-la.") from error
    return text
