"""What any page owes: accessible, silent, at home, within its width, with a title of its own."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]},
    "resultTypes": ["violations"],
}
# Settled is a page that awaits nothing during three looks, 50 ms apart; after five seconds, the browser decides.
LOOK_EVERY = 50
QUIET_LOOKS = 3
SETTLED_WITHIN = 100


@dataclass
class Watch:
    """What a page did since it was opened."""

    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    awaited: set[Request] = field(default_factory=set)


class Inspector:
    """Watches pages and checks them whole: header, menus and footer included."""

    def __init__(self, server: str, screens: Path) -> None:
        self.server = server
        self.screens = screens
        self.watches: dict[Page, Watch] = {}
        self.titles: dict[str, str] = {}

    def watch(self, page: Page) -> None:
        """Keep what the page says on its console and whom it calls."""
        seen = self.watches[page] = Watch()

        def listen(message: ConsoleMessage) -> None:
            own_status = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
            if message.type in {"error", "warning"} and not own_status:
                seen.complaints.append(f"{message.text} ({message.location['url']})")

        page.on("console", listen)
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", lambda request: self._note_request(seen, request))
        page.on("requestfinished", lambda request: seen.awaited.discard(request))  # noqa: PLW0108  Playwright marks what it calls
        page.on("requestfailed", lambda request: seen.awaited.discard(request))  # noqa: PLW0108  Playwright marks what it calls

    def start_over(self, page: Page) -> None:
        """Forget what this page said and called: it is about to show something else."""
        seen = self.watches[page]
        seen.complaints.clear()
        seen.strangers.clear()
        seen.awaited.clear()

    def _note_request(self, seen: Watch, request: Request) -> None:
        seen.awaited.add(request)
        url = request.url
        if not url.startswith((self.server, "data:", "blob:")):
            seen.strangers.append(url)

    def check(self, page: Page, *, name: str = "") -> None:
        """Fail on the first thing that this page owes and does not give; keep its picture."""
        seen = self.watches[page]
        self._settle(page, seen)
        self.picture(page, name)
        self._check_shape(page)
        self._check_title(page)
        if page.evaluate("document.documentElement.hasAttribute('data-fr-js')"):
            self._check_accessibility(page)
        # Looked at last: what a page does late is seen too.
        page.wait_for_load_state("networkidle")
        assert seen.complaints == [], f"on the console, or refused by the security policy: {seen.complaints}"
        assert seen.strangers == [], f"requests to third parties: {seen.strangers}"

    def _settle(self, page: Page, seen: Watch) -> None:
        """Wait until a page has all that it asked for; the half second of silence is over by the end of the check."""
        page.wait_for_load_state("load")
        quiet = 0
        for _ in range(SETTLED_WITHIN):
            page.wait_for_timeout(LOOK_EVERY)
            quiet = 0 if seen.awaited else quiet + 1
            if quiet == QUIET_LOOKS:
                return
        page.wait_for_load_state("networkidle")

    def _check_accessibility(self, page: Page) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = [
            f"{violation['id']}: {violation['help']}\n"
            + "\n".join(f"    {node['html']}" for node in violation["nodes"])
            for violation in page.evaluate("options => axe.run(options).then(({violations}) => violations)", OPTIONS)
        ]
        assert found == [], "\n".join(found)

    def _check_shape(self, page: Page) -> None:
        wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room, f"{page.url} is {wide} wide in a window of {room}"
        identifiers = Counter(page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)"))
        assert [name for name, times in identifiers.items() if times > 1] == [], "identifiers are unique"
        assert page.locator("h1").count() == 1, "one main heading"
        assert page.locator("html").get_attribute("lang") == "fr"

    def _check_title(self, page: Page) -> None:
        title, path = page.title(), urlsplit(page.url).path
        assert title.endswith(" — Parvis")
        assert title != " — Parvis"
        assert self.titles.setdefault(title, path) == path, f"{title!r} is also the title of {self.titles[title]}"

    def picture(self, page: Page, name: str = "") -> Path:
        """Keep a picture of the whole page, named by its address, width and theme."""
        self.screens.mkdir(exist_ok=True)
        width = page.viewport_size["width"] if page.viewport_size else 0
        # What was just clicked may be bringing another page, which has nothing in it yet.
        page.wait_for_load_state()
        dark = page.evaluate("document.documentElement.getAttribute('data-fr-theme')") == "dark"
        slug = name or urlsplit(page.url).path.strip("/").replace("/", "-") or "accueil"
        target = self.screens / f"{slug}-{width}{'-sombre' if dark else ''}.png"
        page.screenshot(path=target, full_page=True)
        return target
