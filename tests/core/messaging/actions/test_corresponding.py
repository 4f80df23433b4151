"""A worker that is killed while it hands a mail over, or files one: the next one does it, once."""

import asyncio
import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings as configuration

from parvis.core.messaging.actions.corresponding import Letter, correspond, new_name
from parvis.core.notifications.enums import Delivery
from parvis.core.notifications.models import Outgoing
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
from tests.factories.mail import MailServer
from tests.processes import surroundings

BY = system("tests")
SEND = """
import django; django.setup()
from parvis.core.notifications.actions.sending import send
from parvis.kernel.actor import system
from parvis.kernel.scope import Reach, open_scope
with open_scope(system("notifications.send"), reach=Reach.EVERYTHING, channel="job"):
    send("{number}")
"""


class SlowServer(MailServer):
    """Holds the first mail at its door until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = False

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802  named by the library
        if not self.reached:
            self.reached = True
            await asyncio.sleep(3)
            return "450 later"
        return await super().handle_RCPT(server, session, envelope, address, options)


@pytest.fixture
def slow():
    server = SlowServer()
    server.start()
    yield server
    server.stop()


def worker(number, port, tmp_path):
    environment = surroundings(
        configuration.PARVIS_OWNER, configuration.PARVIS_WEB, tmp_path, "test", EMAIL_URL=f"smtp://127.0.0.1:{port}"
    )
    return subprocess.Popen([sys.executable, "-c", SEND.format(number=number)], env=os.environ | environment)


def test_a_worker_killed_before_the_server_took_the_mail_sends_it_once(database_apart, slow, tmp_path):
    letter = Letter(key="tests", office="Médiateur de Dijon", subject="Bonjour", text="Un mot", message_id=new_name())
    with open_scope(BY, reach=Reach.EVERYTHING):
        [outgoing] = correspond(by=BY, letter=letter, to=["zoe@exemple.fr"])
    killed = worker(outgoing.pk, slow.port, tmp_path)
    end = time.monotonic() + 60
    while not slow.reached:
        assert time.monotonic() < end, "the worker never reached the mail server"
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert slow.received == []
    for _ in range(2):
        assert worker(outgoing.pk, slow.port, tmp_path).wait(timeout=60) == 0
    assert len(slow.received) == 1
    with open_scope(BY, reach=Reach.EVERYTHING):
        assert Outgoing.objects.get().state == Delivery.SENT
