"""What a killed demonstration leaves is stopped whole before the next one starts."""

import contextlib
import subprocess
import sys

import psutil
import pytest

from parvis.config.processes import stop_leftover

# A worker that has started a drill, and says both.
WORKER = """
import subprocess, sys, time
drill = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(drill.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def left():
    worker = subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.PIPE, text=True, start_new_session=True)
    drill = psutil.Process(int(worker.stdout.readline()))
    yield psutil.Process(worker.pid), drill
    with contextlib.suppress(psutil.NoSuchProcess):
        drill.kill()
    worker.kill()
    worker.communicate()


def test_the_child_of_a_killed_demonstration_ends_with_what_it_had_started(tmp_path, left):
    worker = left[0]
    (tmp_path / "worker.pid").write_text(f"{worker.pid} {worker.create_time()}")
    stop_leftover(tmp_path, "worker")
    assert not [each for each in left if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def test_another_process_that_took_its_number_is_left_alone(tmp_path, left):
    worker, drill = left
    (tmp_path / "worker.pid").write_text(f"{worker.pid} {worker.create_time() - 100}")
    stop_leftover(tmp_path, "worker")
    assert worker.is_running()
    assert drill.is_running()
