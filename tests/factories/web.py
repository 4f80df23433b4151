"""A real HTTP server for a test, that may break off, redirect, lie or resume."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """What the server gives and how it misbehaves; ``asked`` are the ranges asked for, in order."""

    body: bytes = b"id;nom\n1;un\n"
    etag: str = '"1"'
    resumes: bool = True
    breaks_after: int = 0  # bytes, at the first answer only
    status: int = 200
    announced: int | None = None
    redirect: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            asked = self.headers.get("Range", "")
            site.asked.append(asked)
            if site.redirect or site.status != 200:
                self.send_response(302 if site.redirect else site.status)
                self.send_header("Location", site.redirect)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
            partial = site.resumes and asked and self.headers.get("If-Range") == site.etag
            body = site.body[start:] if partial else site.body
            self.send_response(206 if partial else 200)
            if partial:
                self.send_header("Content-Range", f"bytes {start}-{len(site.body) - 1}/{len(site.body)}")
            if site.etag:
                self.send_header("ETag", site.etag)
            for name, value in site.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(site.announced if site.announced is not None else len(body)))
            self.end_headers()
            cut = site.breaks_after if len(site.asked) == 1 else 0
            self.wfile.write(body[:cut] if cut else body)
            self.wfile.flush()
            self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}/lieux.csv"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
