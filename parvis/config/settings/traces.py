"""Where the journal's anchor is written, and the trackers that this installation uses."""

from parvis.config.env import Mode, environment

PARVIS_ANCHORS = environment().anchors or str(environment().folder / "anchors")

PARVIS_CRISP_WEBSITE_ID = environment().crisp_website
PARVIS_CRISP_URL = environment().crisp_url if environment().crisp_website else ""

PARVIS_MATOMO_URL = environment().matomo_url.rstrip("/")
PARVIS_MATOMO_TOKEN = environment().matomo_token
# « coop=1,territoires-numeriques=2 »: a service without a site of its own is not measured by Matomo.
PARVIS_MATOMO_SITES = {
    service.strip(): site.strip()
    for service, _, site in (pair.partition("=") for pair in environment().matomo_sites.split(","))
    if service.strip() and site.strip()
}

# Seconds between two writings of the pages counted; the tests write when they say so.
PARVIS_AUDIENCE_EVERY = 0 if environment().mode is Mode.TEST else 30
