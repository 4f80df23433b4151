"""Static files gathered once, and again only when a package or one of our own files changes."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

PACKAGES = ("django-dsfr", "django-leaflet", "django-htmx", "django-allauth", "django-ninja", "whitenoise")
# Parts of the packages that no page loads: the DSFR by single component, its picker of icons,
# the drawing tools of the map.
UNUSED = ("*.scss", "*.md", "component", "legacy", "analytics", "core", "scheme", "draw", "proj4*", "icon-picker")


def collect() -> None:
    """Gather the static files that the web server sends, unless they already are."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name("static.stamp")
    wanted = _fingerprint()
    if root.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.exists(), ignore_patterns=list(UNUSED))
    stamp.write_text(wanted)


def _fingerprint() -> str:
    digest = hashlib.sha256(" ".join(f"{name}={version(name)}" for name in PACKAGES).encode())
    digest.update(f"{UNUSED} {settings.WHITENOISE_KEEP_ONLY_HASHED_FILES}".encode())
    ours = Path(__file__).parents[1]
    for path in sorted(ours.glob("**/static/**/*")):
        if path.is_file():
            digest.update(path.relative_to(ours).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
