"""Which apps make the house, and which middleware each request crosses, outermost first."""

from parvis.config.env import environment

PARVIS_MODE = environment().mode
PARVIS_DATA = environment().folder

INSTALLED_APPS = [
    "parvis.shell",
    "parvis.products.territoires_numeriques",
    "parvis.products.mediature",
    "parvis.products.conseiller_numerique",
    "parvis.products.coop",
    "parvis.products.data_inclusion",
    "parvis.core.privacy",
    "parvis.core.messaging",
    "parvis.core.organisations",
    "parvis.core.documents",
    "parvis.core.notifications",
    "parvis.core.accounts",
    "parvis.core.journal",
    "parvis.core.jobs",
    "parvis.core.geography",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "widget_tweaks",
    "dsfr",
    "leaflet",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "procrastinate.contrib.django",
    "parvis.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "parvis.shell.middleware.HeadersMiddleware",
    "parvis.kernel.http.middleware.VisitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Static files have been compressed once and for all; what is written for one request is here.
    "django.middleware.gzip.GZipMiddleware",
    "parvis.config.api_door.ProgramsMiddleware",
    "parvis.core.privacy.middleware.PagePolicyMiddleware",
    "parvis.core.privacy.middleware.TrackersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "parvis.core.organisations.middleware.ScopeMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "parvis.core.accounts.middleware.SecondFactorMiddleware",
    "parvis.kernel.http.middleware.PolicyMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
