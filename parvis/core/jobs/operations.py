"""What « /sante/ » looks at."""

from parvis.core.jobs.queries import health
from parvis.kernel.declarations.health import Probe, probes

probes.register(Probe("base", health.database))
probes.register(Probe("disque", health.disk))
probes.register(Probe("migrations", health.migrations))
probes.register(Probe("taches", health.worker))
