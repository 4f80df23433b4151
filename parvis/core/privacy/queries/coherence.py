"""Whether what the services promise holds together and stays above the law's floor."""

from collections.abc import Callable, Iterable, Iterator

from parvis.core.privacy.queries.declared import find_column
from parvis.core.privacy.queries.problems import Problem
from parvis.kernel.declarations.privacy import (
    FLOOR,
    ByRecipient,
    Category,
    Criterion,
    Ending,
    Feed,
    Keep,
    Moment,
    Period,
    Personal,
    Processor,
    Service,
    Special,
    Table,
    TrackerBasis,
    assessment_due,
    controls,
    criteria_of,
    grounds,
)

ERASED = frozenset({Ending.ERASE, Ending.DROP})
AUDIENCE_CEILING = Period.parse("P13M")
SEVERAL = 2

Rule = Callable[[Service, list[Table]], Iterator[Problem]]


def incoherent(services: Iterable[Service], declarations: Iterable[Table]) -> Iterator[Problem]:
    """Everything that a service declares and cannot hold."""
    declarations = list(declarations)
    for service in services:
        for rule in RULES:
            yield from rule(service, declarations)


def _keeps(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    for key, activity, category in service.categories():
        keep = category.keep
        if keep is None:
            yield Problem("E004", f"La catégorie {key} n’a pas de durée de conservation.")
            continue
        if keep.fallback is None:
            yield Problem("E004", f"La durée de {key} n’a pas de point de départ de repli.")
        for moment in _moments(keep):
            yield from _stale_columns(key, moment, declarations)
        yield from _periods(key, category, keep)
        if service.erases_only and keep.ending not in ERASED:
            yield Problem("E004", f"{service.key} promet de tout effacer, et {key} finit par : {keep.ending.words}.")
        if category.special is not Special.NEVER and not activity.impact_assessment:
            yield Problem("E014", f"La catégorie {key} peut être sensible : une analyse d’impact est due.")


def _assessments(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    for activity in service.activities:
        key = f"{service.key}.{activity.key}"
        unknown = sorted(set(activity.criteria) - set(Criterion))
        if unknown:
            yield Problem("E014", f"Le traitement {key} cite un critère inconnu : {', '.join(unknown)}.")
        elif assessment_due(activity) and not activity.impact_assessment:
            met = " ; ".join(criterion.words for criterion in criteria_of(activity)) or activity.cnil_list
            yield Problem("E014", f"Une analyse d’impact est due pour {key}, qui ne l’annonce pas : {met}.")


def _moments(keep: Keep) -> set[Moment]:
    starts = [keep.after, *(stage.after for stage in keep.stages)]
    return {moment for start in starts for moment in start.moments} | ({keep.fallback} if keep.fallback else set())


def _stale_columns(key: str, moment: Moment, declarations: list[Table]) -> Iterator[Problem]:
    for column in moment.columns:
        if any(table.key == column.rpartition(".")[0] for table in declarations) and not find_column(
            column, declarations
        ):
            yield Problem("E002", f"Le point de départ {moment.key} de {key} lit une colonne disparue : {column}.")


def _periods(key: str, category: Category, keep: Keep) -> Iterator[Problem]:
    texts = [keep.period, *(stage.period for stage in keep.stages), *(copy.period for copy in category.copies)]
    for text in [*texts, *([keep.notice] if keep.notice else [])]:
        try:
            Period.parse(text)
        except ValueError:
            yield Problem("E004", f"La durée « {text} » de {key} ne se lit pas.")


def _decisions(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    known = {decision.key for decision in service.decisions}
    named = {service.deadline_decision, service.identity.decision}
    named |= {category.keep.decision for _, _, category in service.categories() if category.keep}
    for key in sorted(named - known - {""}):
        yield Problem("E004", f"La décision {key}, citée par {service.key}, n’existe pas.")


def _purposes(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    for activity in service.activities:
        key = f"{service.key}.{activity.key}"
        if not activity.purposes:
            yield Problem("E007", f"Le traitement {key} n’a pas de finalité.")
        for purpose in activity.purposes:
            basis = purpose.basis
            if basis is None or (isinstance(basis, ByRecipient) and len(basis.cases) < SEVERAL):
                yield Problem("E007", f"La finalité « {purpose.words} » de {key} n’a pas exactement une base légale.")


def _rights(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    held = {promise.right for promise in (*service.promised, *service.statutory)}
    bases = [purpose.basis for activity in service.activities for purpose in activity.purposes]
    floor = {right for basis in bases for ground in grounds(basis) for right in FLOOR[ground.article]}
    for right in sorted(floor - held):
        yield Problem("W008", f"{service.key} promet moins que la loi : il manque le {right.words}.")


def _feeds(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    known = {key for key, _, _ in service.categories()}
    for activity in service.activities:
        for feed in activity.feeds:
            for key in sorted(set(feed.categories) - known):
                yield Problem("E009", f"Le flux {feed.key} cite une catégorie inconnue : {key}.")
            yield from _feed_columns(feed, declarations)


def _feed_columns(feed: Feed, declarations: list[Table]) -> Iterator[Problem]:
    for reference in feed.columns:
        column = find_column(reference, declarations)
        if column is None:
            yield Problem("E002", f"Le flux {feed.key} lit une colonne qui n’est pas déclarée : {reference}.")
        elif isinstance(column, Personal) and not set(column.categories) & set(feed.categories):
            yield Problem("E009", f"Le flux {feed.key} lit une colonne hors de ses catégories : {reference}.")


def _processors(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    for processor in processors_of(service):
        if processor.leaves_the_eea and not processor.ground:
            yield Problem(
                "E011",
                f"{processor.name} ({service.key}) traite des données hors de l’Espace économique européen sans "
                "fondement de transfert.",
            )


def processors_of(service: Service) -> list[Processor]:
    """The processors of a service and of each of its processings, once each."""
    found = [*service.processors, *(each for activity in service.activities for each in activity.processors)]
    return list(dict.fromkeys(found))


def _trackers(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    for tracker in service.trackers:
        try:
            lifetime = Period.parse(tracker.lifetime or "P0D")
        except ValueError:
            yield Problem("E012", f"La durée du traceur {tracker.name} de {service.key} ne se lit pas.")
            continue
        if tracker.basis is TrackerBasis.EXEMPT_AUDIENCE and months(lifetime) > months(AUDIENCE_CEILING):
            yield Problem("E012", f"Le traceur d’audience {tracker.name} de {service.key} dure plus de 13 mois.")


def months(period: Period) -> float:
    """An order of magnitude, to compare a lifetime with a ceiling of whole months."""
    return period.years * 12 + period.months + period.days / 30.5 + period.hours / 732


def _measures(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    for measure in service.measures:
        if measure.control and measure.control not in controls:
            yield Problem("E015", f"La mesure « {measure.words} » de {service.key} cite un contrôle inconnu.")
        elif bool(measure.control) == bool(measure.organisational):
            yield Problem(
                "E015",
                f"La mesure « {measure.words} » de {service.key} doit être tenue par un contrôle et son test, ou dite "
                "organisationnelle.",
            )


def _keys(service: Service, declarations: list[Table]) -> Iterator[Problem]:
    names = [key for key, _, _ in service.categories()] + [f"{service.key}.{each.key}" for each in service.activities]
    names += [decision.key for decision in service.decisions]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem("E003", f"La clé {name} sert deux fois dans {service.key}.")


RULES: tuple[Rule, ...] = (
    _keys,
    _keeps,
    _assessments,
    _decisions,
    _purposes,
    _rights,
    _feeds,
    _processors,
    _trackers,
    _measures,
)
