"""One PostgreSQL, reached as the web role; the owner's address is for migrations only."""

from parvis.config.database import OWNER, WEB, addresses
from parvis.config.env import environment

_addresses = addresses(environment())

PARVIS_OWNER = _addresses[OWNER]
PARVIS_WEB = _addresses[WEB]
DATABASES = {"default": PARVIS_WEB.settings()}
