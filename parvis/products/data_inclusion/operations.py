"""What running the platform needs of the reference: its sources, imported; in the demonstration, invented services."""

from parvis.kernel.declarations.loads import Advance, Load, loads
from parvis.kernel.scope import current_actor
from parvis.products.data_inclusion.queries.demonstration import SLUG as INVENTED
from parvis.products.data_inclusion.queries.demonstration import demonstration_edition
from parvis.products.data_inclusion.queries.imports import is_up_to_date
from parvis.products.data_inclusion.queries.mairies import SLUG, mairies_edition


def load_mairies(advance: Advance) -> None:
    """Import the mairies unless the edition in force is already published."""
    if is_up_to_date(SLUG, mairies_edition()):
        advance(1, 1)
        return
    # The schema and its libraries take half a second to import: only who imports pays for them.
    from parvis.products.data_inclusion.actions.importing import import_source
    from parvis.products.data_inclusion.actions.mairies import MAIRIES

    import_source(by=current_actor(), producer=MAIRIES, advance=advance)


def load_demonstration(advance: Advance) -> None:
    """Import the invented services unless they are already published."""
    if is_up_to_date(INVENTED, demonstration_edition()):
        advance(1, 1)
        return
    from parvis.products.data_inclusion.actions.demonstration import DEMONSTRATION
    from parvis.products.data_inclusion.actions.importing import import_source

    import_source(by=current_actor(), producer=DEMONSTRATION, advance=advance)


def load_reports(advance: Advance) -> None:
    """Report some errors in the invented services, once."""
    from parvis.products.data_inclusion.actions.demonstration_reports import report_some

    report_some()
    advance(1, 1)


loads.register(Load(key="data_inclusion.mairies", label="Mairies", run=load_mairies, order=30))
loads.register(
    Load(
        key="data_inclusion.demonstration",
        label="Services de démonstration",
        run=load_demonstration,
        order=35,
        demonstration=True,
    )
)
loads.register(
    Load(
        key="data_inclusion.reports",
        label="Signalements de démonstration",
        run=load_reports,
        # After the nights that are played in the past, for which a report of today would be one of the future.
        order=75,
        demonstration=True,
    )
)
