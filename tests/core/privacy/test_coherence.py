"""A promise that cannot be held is an error."""

from dataclasses import replace

import pytest

from parvis.core.privacy.queries.coherence import incoherent
from parvis.kernel.declarations.privacy import (
    Activity,
    ByRecipient,
    Category,
    Contact,
    Controller,
    Ending,
    Feed,
    FirstOf,
    Identity,
    Keep,
    Moment,
    Plain,
    Processor,
    PromisedRight,
    Purpose,
    Recipient,
    Right,
    SecurityMeasure,
    Service,
    Special,
    Table,
    Tracker,
    TrackerBasis,
    consent,
    decides,
    legal_obligation,
    personal,
    public_task,
    services,
    tables,
)

START = Moment("s.start", "le début")
KEEP = Keep("P1Y", FirstOf(START), START)
CATEGORY = Category("data", "Données", ("nom",), "personnes", KEEP)
ACTIVITY = Activity("work", "Travail", decides(Controller("X")), (Purpose("aider", public_task("loi")),), (CATEGORY,))
FLOOR = tuple(PromisedRight(right) for right in (Right.ACCESS, Right.RECTIFY, Right.RESTRICT, Right.OBJECT))
SERVICE = Service("s", "s", "S", "m", "w", Contact("a@b.fr"), (ACTIVITY,), FLOOR)
PEOPLE = Table("people", {"name": personal("s.work.data"), "other": personal("s.x.y"), "day": Plain("date")})


def with_category(**changes):
    return with_activity(categories=(replace(CATEGORY, **changes),))


def with_activity(**changes):
    return replace(SERVICE, activities=(replace(ACTIVITY, **changes),))


def feed(categories=("s.work.data",), columns=()):
    return with_activity(feeds=(Feed("f", Recipient("Y"), categories, ("nom",), columns),))


def codes(service):
    return [problem.code for problem in incoherent([service], [PEOPLE])]


def test_a_sound_service_is_silent():
    assert codes(SERVICE) == []


@pytest.mark.parametrize(
    ("service", "code"),
    [
        (with_category(keep=None), "E004"),
        (with_category(keep=replace(KEEP, fallback=None)), "E004"),
        (with_category(keep=replace(KEEP, period="1 an")), "E004"),
        (with_category(keep=replace(KEEP, notice="bientôt")), "E004"),
        (with_category(keep=replace(KEEP, decision="D-unknown")), "E004"),
        (replace(SERVICE, deadline_decision="D-unknown"), "E004"),
        (replace(SERVICE, identity=Identity("x", decision="D-unknown")), "E004"),
        (with_activity(purposes=()), "E007"),
        (with_activity(purposes=(Purpose("aider", None),)), "E007"),
        (with_activity(purposes=(Purpose("a", ByRecipient((("seul", public_task("loi")),))),)), "E007"),
        (replace(SERVICE, promised=FLOOR[1:]), "W008"),
        (feed(categories=("s.work.unknown",)), "E009"),
        (feed(columns=("people.other",)), "E009"),
        (feed(columns=("people.gone",)), "E002"),
        (replace(SERVICE, processors=(Processor("Far", "tout", ("US",)),)), "E011"),
        (with_activity(processors=(Processor("Far", "tout", ("FR", "US")),)), "E011"),
        (replace(SERVICE, trackers=(Tracker("t", "x", TrackerBasis.EXEMPT_AUDIENCE, "P14M"),)), "E012"),
        (replace(SERVICE, trackers=(Tracker("t", "x", TrackerBasis.CONSENT, "7 jours"),)), "E012"),
        (with_category(special=Special.POSSIBLE), "E014"),
        (replace(SERVICE, measures=(SecurityMeasure("mesure"),)), "E015"),
        (replace(SERVICE, measures=(SecurityMeasure("mesure", control="inconnu"),)), "E015"),
        (replace(SERVICE, measures=(SecurityMeasure("mesure", control="https", organisational="x"),)), "E015"),
        (replace(SERVICE, activities=(ACTIVITY, ACTIVITY)), "E003"),
        (with_category(keep=replace(KEEP, after=FirstOf(replace(START, columns=("people.gone",))))), "E002"),
    ],
)
def test_what_cannot_be_held_is_named(service, code):
    assert set(codes(service)) == {code}


@pytest.mark.parametrize(
    "service",
    [
        feed(columns=("people.name", "people.day")),
        replace(SERVICE, processors=(Processor("Far", "tout", ("US",), ground="clauses types"),)),
        replace(SERVICE, trackers=(Tracker("t", "x", TrackerBasis.EXEMPT_AUDIENCE, "P13M"),)),
        with_activity(impact_assessment=True, categories=(replace(CATEGORY, special=Special.POSSIBLE),)),
        replace(SERVICE, measures=(SecurityMeasure("mesure", organisational="hébergeur"),)),
        replace(SERVICE, measures=(SecurityMeasure("mesure", control="https"),)),
        replace(SERVICE, promised=FLOOR[1:], statutory=FLOOR[:1]),
    ],
)
def test_what_holds_is_silent(service):
    assert codes(service) == []


def test_each_ground_has_its_own_floor():
    obligation = with_activity(purposes=(Purpose("répondre", legal_obligation("loi")),))
    assert codes(replace(obligation, promised=FLOOR[:3])) == []
    asked = with_activity(purposes=(Purpose("écrire", consent()),))
    assert codes(asked) == ["W008"] * 3


def test_the_six_services_hold_together():
    assert list(incoherent(services, [])) == []
    assert {service.key for service in services} == {
        "coop",
        "mediature",
        "conseiller-numerique",
        "territoires-numeriques",
        "data-inclusion",
        "plateforme",
    }


def test_a_service_that_promises_to_erase_keeps_nothing_otherwise():
    asked = services.get("conseiller-numerique")
    first, *others = asked.activities
    for ending, codes in ((Ending.ERASE, []), (Ending.ANONYMISE, ["E004"])):
        changed = replace(first.categories[0], keep=replace(first.categories[0].keep, ending=ending))
        activity = replace(first, categories=(changed, *first.categories[1:]))
        found = incoherent([replace(asked, activities=(activity, *others))], tables)
        assert [problem.code for problem in found] == codes
