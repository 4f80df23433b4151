"""Where backups are written, and whether they are taken by themselves."""

from parvis.config.env import Mode, environment

PARVIS_BACKUPS = environment().backups or str(environment().folder / "sauvegardes")
PARVIS_BACKUPS_NIGHTLY = bool(environment().backups) or environment().mode is Mode.DEMO
