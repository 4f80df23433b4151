"""Filters that write French as it is written."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from parvis.kernel.french import typography
from parvis.kernel.french.phone import in_french

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """« mardi 3 mars 2026 »."""
    return typography.date_in_words(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """« 3 mars 2026 »."""
    return typography.date_in_words(value, weekday=False) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """« mardi 3 mars 2026 à 14 h 05 », Paris time."""
    return typography.moment_in_words(value) if value else ""


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """« 12 345,5 »."""
    return "" if value is None else typography.number(value, decimals)


@register.filter
def counted(value: int, words: str) -> str:
    """``{{ 3|counted:"lieu,lieux" }}``: « 3 lieux »; without a comma the plural takes an s."""
    singular, _, plural = words.partition(",")
    return typography.counted(value, singular, plural or None)


@register.filter
def duration(value: timedelta | None) -> str:
    """« 2 jours et 3 heures »."""
    return "" if value is None else typography.duration_in_words(value)


@register.filter
def phone(value: str) -> str:
    """« 03 81 61 50 50 »."""
    return in_french(value)


@register.filter
def file_size(value: int) -> str:
    """« 1,2 Mo »."""
    return typography.file_size(value)


@register.filter
def prose(value: str, level: int = 2) -> SafeString:
    """Words as letters print them: what starts with « ## » is a heading of ``level``, lines of « - » are a list."""
    return format_html_join("", "{}", ((_block(each, level),) for each in value.split("\n\n") if each.strip()))


def _block(paragraph: str, level: int) -> SafeString:
    lines = [line.strip() for line in paragraph.strip().splitlines()]
    if lines[0].startswith("## "):
        heading = format_html('<h{} class="fr-h6">{}</h{}>', level, lines[0].removeprefix("## "), level)
        return heading + _block("\n".join(lines[1:]), level) if lines[1:] else heading
    if all(line.startswith("- ") for line in lines):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line[2:],) for line in lines)))
    return format_html("<p>{}</p>", format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines)))
