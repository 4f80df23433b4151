"""What the shell itself puts in the menus: the pages that every site owes."""

from parvis.kernel.declarations.navigation import Entry, Section, entries

for _order, (_key, _label) in enumerate(
    {
        "accessibility": "Accessibilité : non conforme",
        "legal": "Mentions légales",
        "cookies": "Cookies",
        "sitemap": "Plan du site",
        "source": "Code source",
    }.items()
):
    entries.register(Entry(f"shell.{_key}", _label, f"shell:{_key}", Section.FOOTER, order=10 + 20 * _order))
