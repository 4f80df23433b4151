"""Where the menus lead to organisations."""

from parvis.kernel.declarations.navigation import Entry, Section, entries
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR, SIGNED_IN

entries.register(
    Entry("organisations.mine", "Mes organisations", "organisations:mine", Section.ACCOUNT, SIGNED_IN, order=40)
)
entries.register(
    Entry(
        "organisations.every", "Organisations", "organisations:every", Section.ADMINISTRATION, PLATFORM_ADMINISTRATOR,
        order=20,
    )
)  # fmt: skip
