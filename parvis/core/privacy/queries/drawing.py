"""From the declarations to the policy of a service."""

from parvis.core.privacy.queries.coherence import processors_of
from parvis.core.privacy.queries.sheet import (
    ActivitySheet,
    BasisSheet,
    CategorySheet,
    DecisionSheet,
    LinkSheet,
    MeasureSheet,
    PersonSheet,
    ProcessorSheet,
    PurposeSheet,
    RecipientSheet,
    RightSheet,
    Sheet,
    TrackerSheet,
)
from parvis.kernel.declarations.privacy import (
    BACKUPS_KEPT,
    CNIL_ADDRESS,
    CNIL_COMPLAINT,
    Activity,
    ByRecipient,
    Category,
    Contact,
    Keep,
    Link,
    Period,
    Personal,
    Purpose,
    Recipient,
    SecurityMeasure,
    Service,
    Special,
    Storage,
    Tracker,
    TrackerBasis,
    controls,
    services,
    tables,
)


def ordered_services() -> list[Service]:
    """The services, in the order in which people are shown them."""
    return sorted(services, key=lambda service: (service.order, service.key))


def service_at(slug: str) -> Service:
    """The service whose page is at ``slug``; ``LookupError`` when there is none."""
    for service in services:
        if service.slug == slug:
            return service
    raise LookupError(f"No service at {slug!r}")


def sheet_of(service: Service) -> Sheet:
    """The policy of ``service``, as declared now."""
    return Sheet(
        service=service.key,
        slug=service.slug,
        title=service.title,
        mission=service.mission,
        who=service.who,
        contact=_person(service.contact),
        officer=_person(service.officer) if service.officer else None,
        activities=tuple(_activity(service, activity) for activity in service.activities),
        rights=_rights(service),
        deadline=str(Period.parse(service.deadline)),
        deadline_period=service.deadline,
        deadline_decision=service.deadline_decision,
        identity=service.identity.words,
        exercise=service.exercise,
        complaint=_link(CNIL_COMPLAINT),
        complaint_address=CNIL_ADDRESS,
        recipients=tuple(_recipient(recipient) for recipient in service.recipients),
        processors=_processors(service),
        trackers=_trackers(service),
        trackers_note=service.trackers_note,
        measures=tuple(_measure(measure) for measure in service.measures),
        decisions=_decisions(service),
        links=tuple(_link(link) for link in service.links),
        notes=service.notes,
        backups=str(BACKUPS_KEPT),
    )


def _person(contact: Contact) -> PersonSheet:
    return PersonSheet(name=contact.name, email=contact.email, address=contact.address)


def _link(link: Link) -> LinkSheet:
    return LinkSheet(label=link.label, url=link.url)


def _recipient(recipient: Recipient) -> RecipientSheet:
    return RecipientSheet(who=recipient.who, condition=recipient.condition)


def _measure(measure: SecurityMeasure) -> MeasureSheet:
    if not measure.control:
        return MeasureSheet(words=measure.words, control="", test="", organisational=measure.organisational)
    control = controls.get(measure.control)
    return MeasureSheet(words=measure.words, control=control.words, test=control.test, organisational="")


def _activity(service: Service, activity: Activity) -> ActivitySheet:
    answers = activity.responsibility
    return ActivitySheet(
        key=f"{service.key}.{activity.key}",
        title=activity.title,
        role=answers.role.words,
        role_key=answers.role.value,
        operator=answers.operator,
        each=any(controller.each for controller in answers.controllers),
        controllers=tuple(
            PersonSheet(name=one.name, represented_by=one.represented_by, note=one.note) for one in answers.controllers
        ),
        split=answers.split,
        purposes=tuple(_purpose(purpose) for purpose in activity.purposes),
        categories=tuple(_category(service, activity, category) for category in activity.categories),
        recipients=tuple(_recipient(recipient) for recipient in activity.recipients),
        feeds=tuple(
            RecipientSheet(who=feed.to.who, condition=feed.to.condition, sends=feed.sends, note=feed.note)
            for feed in activity.feeds
        ),
        processors=tuple(processor.name for processor in activity.processors),
        impact_assessment=activity.impact_assessment,
        automated=activity.automated,
        note=activity.note,
        commitments=activity.commitments,
    )


def _purpose(purpose: Purpose) -> PurposeSheet:
    basis = purpose.basis
    cases = basis.cases if isinstance(basis, ByRecipient) else ((("", basis),) if basis else ())
    return PurposeSheet(
        words=purpose.words,
        bases=tuple(BasisSheet(words=str(ground), article=ground.article.value, case=case) for case, ground in cases),
    )


def _category(service: Service, activity: Activity, category: Category) -> CategorySheet:
    keep = category.keep
    if keep is None:
        raise ValueError(f"{service.category_key(activity, category)} has no retention")
    return CategorySheet(
        key=service.category_key(activity, category),
        label=category.label,
        data=category.data,
        optional=category.optional,
        subjects=category.subjects,
        source=category.source,
        special=category.special is not Special.NEVER,
        keep=str(keep),
        period=keep.period,
        starts=tuple(moment.key for moment in keep.after.moments),
        fallback=keep.fallback.words if keep.fallback and keep.fallback not in keep.after.moments else "",
        fallback_key=keep.fallback.key if keep.fallback else "",
        ending=keep.ending.words,
        ending_key=keep.ending.value,
        ceiling=keep.ceiling,
        notice=str(Period.parse(keep.notice)) if keep.notice else "",
        stages=tuple(str(stage) for stage in keep.stages),
        copies=tuple(str(copy) for copy in category.copies),
        decision=keep.decision,
        pending=_awaits(service, keep),
        notes=tuple(
            note
            for note in (category.note, keep.note, *_publications(service.category_key(activity, category)))
            if note
        ),
    )


def _publications(key: str) -> list[str]:
    """What is said of data of this category that anybody may read."""
    reasons = {
        table.published
        for table in tables
        if table.published
        for column in table.columns.values()
        if isinstance(column, Personal) and key in column.categories
    }
    return [
        f"Données publiées, ouvertes à tous : {reason} Leur lecture n’est pas inscrite au journal ; leur modification "
        "l’est toujours."
        for reason in sorted(reasons)
    ]


def _awaits(service: Service, keep: Keep) -> bool:
    return any(decision.key == keep.decision and decision.pending for decision in service.decisions)


def _rights(service: Service) -> tuple[RightSheet, ...]:
    return tuple(
        RightSheet(key=promise.right.value, words=promise.right.words, where=promise.where, by_law=by_law)
        for by_law, promises in ((False, service.promised), (True, service.statutory))
        for promise in promises
    )


def _processors(service: Service) -> tuple[ProcessorSheet, ...]:
    return tuple(
        ProcessorSheet(
            name=one.name,
            does=one.does,
            where=one.where,
            guarantee=one.guarantee,
            ground=one.ground,
            contact=one.contact,
            note=one.note,
        )
        for one in processors_of(service)
    )


def _trackers(service: Service) -> tuple[TrackerSheet, ...]:
    return tuple(
        TrackerSheet(
            name=one.name,
            aliases=one.aliases,
            purpose=one.purpose,
            basis=one.basis.words,
            needs_consent=one.basis is TrackerBasis.CONSENT,
            lifetime=_lifetime(one),
            period=one.lifetime,
            host=one.host,
            opt_out=one.opt_out,
        )
        for one in service.trackers
    )


def _lifetime(tracker: Tracker) -> str:
    if tracker.lifetime:
        return str(Period.parse(tracker.lifetime))
    local = tracker.storage is Storage.LOCAL
    return "jusqu’à ce que vous l’effaciez" if local else "jusqu’à la fermeture du navigateur"


def _decisions(service: Service) -> tuple[DecisionSheet, ...]:
    return tuple(
        DecisionSheet(
            key=one.key,
            question=one.question,
            reading=one.reading,
            why=one.why,
            by=one.by,
            on=one.on.isoformat() if one.on else "",
        )
        for one in service.decisions
    )
