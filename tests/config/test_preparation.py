"""A database tells which code prepared it; another code prepares it again."""

from dataclasses import replace

import pytest

from parvis.config import preparation
from parvis.config.preparation import is_prepared, remember_prepared


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house of one file, whose words the test may change."""
    file = tmp_path / "models.py"
    file.write_text("one = 1")
    monkeypatch.setattr(preparation, "HOUSE", tmp_path)
    return file


def test_a_database_is_prepared_once_it_is_said_to_be(house):
    house.write_text("never = 'seen'")
    assert not is_prepared()
    remember_prepared()
    assert is_prepared()


def test_a_change_of_code_asks_for_another_preparation(house):
    remember_prepared()
    house.write_text("one = 2")
    assert not is_prepared()


def test_another_password_of_the_web_role_asks_for_another_preparation(house, settings):
    remember_prepared()
    settings.PARVIS_WEB = replace(settings.PARVIS_WEB, password="another")
    assert not is_prepared()
