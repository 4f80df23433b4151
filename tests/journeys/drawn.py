"""The platform, except that a page made by a test is shown once in its place, at its own address."""

import json
import os
from pathlib import Path

from parvis.config.wsgi import application as served
from tests.journeys.sheets import sheet_of

SHEETS = Path(os.environ["PARVIS_TEST_SHEETS"])


def application(environ, start_response):
    sheet = sheet_of(SHEETS, environ["PATH_INFO"])
    if not sheet.exists():
        return served(environ, start_response)
    headers, _, body = sheet.read_bytes().partition(b"\n")
    sheet.unlink()
    start_response("200 OK", list(json.loads(headers).items()))
    return [body]
