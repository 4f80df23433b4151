"""Settings by concern; the environment is read once, in ``parvis.config.env``."""

from parvis.config.settings.accounts import *
from parvis.config.settings.apps import *
from parvis.config.settings.backups import *
from parvis.config.settings.database import *
from parvis.config.settings.documents import *
from parvis.config.settings.interface import *
from parvis.config.settings.jobs import *
from parvis.config.settings.logs import *
from parvis.config.settings.mail import *
from parvis.config.settings.security import *
from parvis.config.settings.traces import *
