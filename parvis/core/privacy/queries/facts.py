"""A policy as a list of facts, one sentence each, so that two versions compare in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass

from parvis.core.privacy.queries.sheet import ActivitySheet, CategorySheet, Sheet
from parvis.kernel.french.typography import date_in_words


@dataclass(frozen=True)
class Fact:
    """One thing that a policy says. ``key`` follows it from version to version."""

    key: str
    heading: str
    words: str


@dataclass(frozen=True)
class Change:
    """A fact before and after; one of the two is missing when it was added or removed."""

    heading: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """In French, what happened to the fact."""
        if not self.before:
            return "ajouté"
        return "modifié" if self.after else "retiré"


def facts(sheet: Sheet) -> Iterator[Fact]:
    """Everything that a policy says."""
    yield Fact("title", "Service", sheet.title)
    yield Fact("mission", "Service", sheet.mission)
    yield Fact("who", "Qui", sheet.who)
    yield Fact("contact", "Contact", " ; ".join(filter(None, [sheet.contact.email, sheet.contact.address])))
    if sheet.officer:
        officer = ", ".join(filter(None, [sheet.officer.name, sheet.officer.email, sheet.officer.address]))
        yield Fact("officer", "Délégué à la protection des données", officer)
    yield Fact("deadline", "Délai de réponse", sheet.deadline)
    yield Fact("identity", "Identité", sheet.identity)
    yield Fact("complaint", "Réclamation", f"{sheet.complaint.url} ; {sheet.complaint_address}")
    if sheet.backups:
        yield Fact("backups", "Sauvegardes", f"Au plus {sheet.backups} de plus que chaque durée")
    for index, words in enumerate(sheet.exercise):
        yield Fact(f"exercise:{index}", "Exercer ses droits", words)
    for activity in sheet.activities:
        yield from _activity(activity)
    yield from _rights_and_people(sheet)
    yield from _protections(sheet)


def _activity(activity: ActivitySheet) -> Iterator[Fact]:
    heading = activity.title
    names = " ; ".join(
        ", ".join(filter(None, [one.name, one.represented_by, one.note])) for one in activity.controllers
    )
    role = " ".join(filter(None, [f"{activity.operator} : {activity.role}, pour {names}.", activity.split]))
    yield Fact(f"{activity.key}:title", "Traitement", heading)
    yield Fact(f"{activity.key}:role", heading, role)
    for purpose in activity.purposes:
        bases = " ; ".join(", ".join(filter(None, [basis.case, basis.words])) for basis in purpose.bases)
        yield Fact(f"{activity.key}:purpose:{purpose.words}", heading, f"Pour {purpose.words} ({bases})")
    for recipient in activity.recipients:
        yield Fact(f"{activity.key}:to:{recipient.who}", heading, _joined("Accès", recipient.who, recipient.condition))
    for feed in activity.feeds:
        sent = _joined("Envoi", feed.who, *feed.sends, feed.note)
        yield Fact(f"{activity.key}:feed:{feed.who}", heading, sent)
    for name in activity.processors:
        yield Fact(f"{activity.key}:processor:{name}", heading, f"Sous-traitant : {name}")
    for key, words in (("automated", activity.automated), ("note", activity.note)):
        if words:
            yield Fact(f"{activity.key}:{key}", heading, words)
    for words in activity.commitments:
        yield Fact(f"{activity.key}:commitment:{words}", heading, words)
    if activity.impact_assessment:
        yield Fact(f"{activity.key}:dpia", heading, "Analyse d’impact exigée")
    for category in activity.categories:
        yield from _category(heading, category)


def _category(heading: str, category: CategorySheet) -> Iterator[Fact]:
    for datum in category.data:
        optional = " (facultatif)" if datum in category.optional else ""
        yield Fact(f"{category.key}:data:{datum}", heading, f"{category.label} : {datum}{optional}")
    kept = [f"Conservation : {category.keep}", f"à la fin : {category.ending}", *category.stages, *category.copies]
    if category.fallback:
        kept.append(f"à défaut, depuis {category.fallback}")
    if category.notice:
        kept.append(f"avertissement {category.notice} avant")
    kept += [
        *(note.rstrip(".") for note in category.notes),
        *([f"décision {category.decision}"] if category.decision else []),
    ]
    yield Fact(f"{category.key}:keep", heading, f"{category.label}. {' ; '.join(kept)}")
    origin = _joined("Personnes", category.subjects, category.source)
    yield Fact(f"{category.key}:subjects", heading, f"{category.label}. {origin}")
    if category.special:
        yield Fact(f"{category.key}:special", heading, f"{category.label} : données sensibles possibles")


def _rights_and_people(sheet: Sheet) -> Iterator[Fact]:
    for right in sheet.rights:
        words = _joined(right.words, right.where, "donné par la loi" if right.by_law else "")
        yield Fact(f"right:{right.key}", "Droits", words)
    for recipient in sheet.recipients:
        yield Fact(f"to:{recipient.who}", "Destinataires", _joined(recipient.who, recipient.condition))
    for one in sheet.processors:
        words = _joined(one.name, one.does, one.where, one.guarantee, one.ground, one.contact, one.note)
        yield Fact(f"processor:{one.name}", "Sous-traitants", words)


def _protections(sheet: Sheet) -> Iterator[Fact]:
    for one in sheet.trackers:
        words = _joined(one.name, *one.aliases, one.purpose, one.basis, one.lifetime, one.host, one.opt_out)
        yield Fact(f"tracker:{one.name}", "Traceurs", words)
    if sheet.trackers_note:
        yield Fact("trackers", "Traceurs", sheet.trackers_note)
    for measure in sheet.measures:
        words = _joined(measure.words, measure.control, measure.organisational)
        yield Fact(f"measure:{measure.words}", "Sécurité", words)
    for decision in sheet.decisions:
        signed = decision.signed_on
        state = f"signée le {date_in_words(signed, weekday=False)}" if signed else "en attente"
        words = f"{decision.key} ({decision.by}, {state}). {decision.question} {decision.reading} {decision.why}"
        yield Fact(f"decision:{decision.key}", "Décisions", words)
    for link in sheet.links:
        yield Fact(f"link:{link.url}", "Pour aller plus loin", f"{link.label} ({link.url})")
    for index, note in enumerate(sheet.notes):
        yield Fact(f"note:{index}", "Remarques", note)


def _joined(first: str, *others: str) -> str:
    return ", ".join(filter(None, [first, *others]))


def changes(before: Sheet, after: Sheet) -> list[Change]:
    """What a reader must know to go from one version to the other."""
    old, new = ({fact.key: fact for fact in facts(sheet)} for sheet in (before, after))
    return [
        Change(
            (new.get(key) or old[key]).heading,
            old[key].words if key in old else "",
            new[key].words if key in new else "",
        )
        for key in [*new, *(key for key in old if key not in new)]
        if key not in old or key not in new or old[key].words != new[key].words
    ]


def summary(found: list[Change]) -> str:
    """The changes in one line of French."""
    counts = [
        f"{number} fait{'s' if number > 1 else ''} {kind}{'s' if number > 1 else ''}"
        for kind in ("ajouté", "modifié", "retiré")
        if (number := sum(change.kind == kind for change in found))
    ]
    return ", ".join(counts) or "Présentation seulement"
