"""What somebody had written in a form that could not be taken: given back, so that nothing is lost."""

from typing import Final

from django.http import HttpRequest

# What is shorter is soon typed again.
WORTH: Final = 30


def typed(request: HttpRequest) -> list[str]:
    """The texts that this form brought, the longest first; none of a form of another site, and no password.

    Nothing is kept of them: they go back to whoever sent them.
    """
    if request.method != "POST":
        return []
    try:
        fields = dict(request.POST.lists()) if _from_our_pages(request) else {}
    except Exception:  # noqa: BLE001  a page that tells a failure never fails: the form itself may be what failed
        return []
    texts = [text.strip() for name, values in fields.items() if "password" not in name for text in values]
    written = {text for text in texts if len(text) >= WORTH and len(text.split()) > 1}
    return sorted(written, key=lambda text: (-len(text), text))


def _from_our_pages(request: HttpRequest) -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
