"""What the shell itself puts in the menus: the pages that every site owes."""

from parvis.kernel.declarations.audience import PageKind, page_kinds
from parvis.kernel.declarations.navigation import Entry, Section, Welcome, entries, welcomes

for _order, (_key, _label) in enumerate(
    {
        "accessibility": "Accessibilité : non conforme",
        "legal": "Mentions légales",
        "sitemap": "Plan du site",
        "source": "Code source",
    }.items()
):
    entries.register(Entry(f"shell.{_key}", _label, f"shell:{_key}", Section.FOOTER, order=10 + 20 * _order))

welcomes.register(
    Welcome(
        "developer",
        "Développer, réutiliser",
        "Le logiciel est libre : lisez son code, installez-le chez vous, proposez un changement.",
        "shell:source",
        "Lire le code",
        order=90,
    )
)
page_kinds.register(PageKind("shell:home", "Accueil"))
