"""Third parties of a test: a real HTTP server that plays Matomo, or Crisp, and remembers who asked for what."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

# What the real scripts do that matters here: read what the page set, and set their cookies.
MATOMO = """
(function () {
  const given = Object.fromEntries(window._paq.map(([name, ...rest]) => [name, rest]));
  const now = Math.floor(Date.now() / 1000), name = `_pk_id.${given.setSiteId[0]}.1fff`;
  const known = document.cookie.match(/_pk_id\\.[^=]*=[0-9a-f]+\\.(\\d+)/);
  const created = known ? Number(known[1]) : now;
  const left = created + given.setVisitorCookieTimeout[0] - now;
  document.cookie = `${name}=abcdef0123456789.${created}; max-age=${left}; path=/; SameSite=Lax`;
  document.cookie = `_pk_ses.${given.setSiteId[0]}.1fff=1; max-age=${given.setSessionCookieTimeout[0]}; path=/; SameSite=Lax`;
  const asked = new URLSearchParams({
    idsite: given.setSiteId[0], url: given.setCustomUrl[0], urlref: given.setReferrerUrl[0], rec: 1,
  });
  fetch(`${given.setTrackerUrl[0]}?${asked}`, {method: "POST", mode: "no-cors"});
})();
"""
CRISP = """
document.cookie = `crisp-client%2Fsession%2F${window.CRISP_WEBSITE_ID}=session_1; max-age=${window.CRISP_COOKIE_EXPIRE}; domain=${window.CRISP_COOKIE_DOMAIN}; path=/; SameSite=Lax`;
const bubble = document.createElement("button");
bubble.id = "crisp-chatbox";
bubble.textContent = "Discuter";
document.querySelector("main").append(bubble);
"""


@dataclass
class ThirdParty:
    """What was asked of it, and what its API answers."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    visits: list[dict[str, Any]] | dict[str, str] = field(default_factory=list)
    compliance: dict[str, Any] = field(default_factory=lambda: {"result": "error", "message": "Feature not available"})
    site: dict[str, Any] = field(default_factory=lambda: {"ecommerce": "0"})
    status: int = 200
    tokens: list[str] = field(default_factory=list)


@contextmanager
def third_party() -> Iterator[ThirdParty]:
    party = ThirdParty()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            party.asked.append(self.path)
            scripts = {"/matomo.js": MATOMO, "/l.js": CRISP}
            self._answer(scripts.get(self.path.partition("?")[0], ""), "text/javascript")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            party.asked.append(self.path)
            given = {name: values[0] for name, values in parse_qs(body).items()}
            party.tokens.append(given.get("token_auth", ""))
            told = {
                "Live.getLastVisitsDetails": party.visits,
                "PrivacyManager.getComplianceStatus": party.compliance,
            }.get(given.get("method", ""), party.site)
            self._answer(json.dumps(told), "application/json", party.status)

        def _answer(self, body: str, kind: str, status: int = 200) -> None:
            sent = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    party.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield party
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
