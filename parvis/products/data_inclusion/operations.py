"""What running the platform needs of the reference: its sources, imported."""

from parvis.kernel.declarations.loads import Advance, Load, loads
from parvis.kernel.scope import current_actor
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


loads.register(Load(key="data_inclusion.mairies", label="Mairies", run=load_mairies, order=30))
