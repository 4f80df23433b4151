"""The sources that ``parvis import`` knows by their slug."""

from parvis.kernel.registry import Registry
from parvis.products.data_inclusion.actions.demonstration import DEMONSTRATION
from parvis.products.data_inclusion.actions.mairies import MAIRIES
from parvis.products.data_inclusion.actions.producers import Producer

producers: Registry[Producer] = Registry("producer")
producers.register(MAIRIES)
producers.register(DEMONSTRATION)
