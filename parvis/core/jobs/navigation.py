"""Where administrators find the queue."""

from parvis.kernel.declarations.navigation import Entry, Section, entries
from parvis.kernel.policies import PLATFORM_ADMINISTRATOR

entries.register(
    Entry("jobs.tasks", "Tâches", "jobs:tasks", Section.ADMINISTRATION, policy=PLATFORM_ADMINISTRATOR, order=80)
)
