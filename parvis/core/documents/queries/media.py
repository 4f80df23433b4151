"""What a file is, by its content; its name is only a hint."""

import puremagic

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
CUT = 4


def media_type_of(sample: bytes, name: str) -> str:
    """The media type of a file of which ``sample`` holds the two ends, or everything."""
    try:
        found = puremagic.from_string(sample, mime=True, filename=name)
    except (puremagic.PureError, ValueError):
        found = ""
    if found and not found.startswith("text/"):
        return found
    return TEXT if _is_text(sample) else UNKNOWN


def _is_text(sample: bytes) -> bool:
    # A character may be cut where the two ends meet: a few that do not read are no matter.
    return b"\0" not in sample and sample.decode("utf-8", errors="replace").count("\ufffd") <= CUT
