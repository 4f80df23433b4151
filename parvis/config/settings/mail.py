"""How mails leave; in the demonstration they stay in a folder and are read in the browser."""

from urllib.parse import unquote, urlsplit

from parvis.config.env import Mode, environment

DEFAULT_FROM_EMAIL = environment().email_from
SERVER_EMAIL = environment().email_from

# Whoever writes a mail puts it in the outbox, with its transaction; a job hands it to the transport.
EMAIL_BACKEND = "parvis.core.notifications.adapters.outbox.OutboxBackend"

if environment().email_url:
    _url = urlsplit(environment().email_url)
    PARVIS_EMAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _url.hostname or "localhost"
    EMAIL_PORT = _url.port or (465 if _url.scheme == "smtps" else 587)
    EMAIL_HOST_USER = unquote(_url.username or "")
    EMAIL_HOST_PASSWORD = unquote(_url.password or "")
    EMAIL_USE_SSL = _url.scheme == "smtps"
    EMAIL_USE_TLS = _url.scheme == "smtp+tls"
    EMAIL_TIMEOUT = 20
else:
    PARVIS_EMAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = environment().folder / "courriels"

# Without a domain of ours no mail comes in, and whoever answers writes to the office itself.
PARVIS_MAIL_DOMAIN = environment().mail_domain or (
    "" if environment().mode is Mode.PRODUCTION else "courriel.parvis.example"
)
PARVIS_MAIL_TRUSTED = [each.strip().lower() for each in environment().mail_trusted.split(",") if each.strip()]
PARVIS_MAIL_WEBHOOK_SECRET = environment().mail_webhook_secret
PARVIS_BREVO_API_KEY = environment().brevo_api_key
# Called only for the files of mails that Brevo hands over: declared like any host that data reach.
PARVIS_BREVO_URL = "https://api.brevo.com/v3/" if PARVIS_BREVO_API_KEY else ""
