"""What people see: language, templates, static files."""

from parvis.config.env import Mode, environment
from parvis.shell.operator import Operator

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = environment().folder / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": environment().folder / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if environment().mode is Mode.TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 31_536_000
# The web server reads every file when it starts; pages name only those whose name holds their fingerprint.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

PARVIS_INDEXED = environment().mode is Mode.PRODUCTION
PARVIS_OPERATOR = Operator(
    publisher=environment().publisher,
    director=environment().publication_director,
    hosting=environment().hosting,
    contact=environment().contact,
    source_url=environment().source_url,
    state_brand=environment().state_brand,
)

FORM_RENDERER = "parvis.shell.forms.DsfrRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
