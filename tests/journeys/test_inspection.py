"""What a page owes is refused where it is missing, even when it comes late."""

import pytest
from django.http import HttpResponse

PAGE = """<!doctype html><html lang="fr" data-fr-js="true"><head><title>Essai {name} — Parvis</title></head>
<body><main><h1>Essai</h1>{wrong}</main></body></html>"""
WRONG = {
    "image": ('<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">', "image-alt"),
    "call": ('<script>setTimeout(() => fetch("http://localhost:9/").catch(() => 0), 400)</script>', "third parties|refused"),
    "word": ("<script>setTimeout(() => console.error('tard'), 300)</script>", "on the console"),
    "width": ('<div style="width: 2000px">large</div>', "wide in a window of 360"),
    "identifier": ("<p id=a>un</p><p id=a>deux</p>", "identifiers are unique"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_a_page_does_not_give_is_refused(at_both_widths, name):
    wrong, why = WRONG[name]
    response = HttpResponse(PAGE.format(name=name, wrong=wrong))
    response.request = {"PATH_INFO": f"/essai/{name}/"}
    with pytest.raises(AssertionError, match=why):
        at_both_widths(response, f"essai-{name}")
