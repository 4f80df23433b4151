"""Files that people deposit."""

from parvis.config.env import environment

# The largest file that may be deposited, in bytes.
PARVIS_DOCUMENT_MAXIMUM = 50_000_000
PARVIS_CLAMD = environment().clamd
