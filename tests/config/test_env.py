"""The environment is read once, typed, and refuses nonsense in words."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from parvis.config.address import Address
from parvis.config.cli import advice_for
from parvis.config.env import Environment, Mode


@pytest.mark.parametrize(
    ("variables", "mode"),
    [
        ({}, Mode.DEMO),
        ({"DATABASE_URL": "postgresql://parvis@db/parvis"}, Mode.PRODUCTION),
        ({"DATABASE_URL": "postgresql://parvis@db/parvis", "PARVIS_MODE": "demo"}, Mode.DEMO),
    ],
)
def test_mode_follows_the_database_unless_said(variables, mode):
    assert Environment.model_validate(variables).mode is mode


def test_a_port_out_of_range_is_explained():
    with pytest.raises(ValidationError) as caught:
        Environment.model_validate({"PORT": "70000"})
    assert "PORT" in advice_for(caught.value)


def test_the_data_folder_is_made_when_missing(tmp_path: Path):
    environment = Environment.model_validate({"PARVIS_DATA": str(tmp_path / "a" / "b")})
    assert environment.folder == (tmp_path / "a" / "b")
    assert environment.folder.is_dir()


def test_an_address_survives_a_round_trip():
    address = Address.parse("postgresql://anne:p%40ss@db.example:5433/parvis?sslmode=require")
    assert (address.user, address.password, address.host, address.port) == ("anne", "p@ss", "db.example", "5433")
    assert address.options == (("sslmode", "require"),)
    assert "sslmode=require" in address.url
    assert address.settings()["OPTIONS"]["sslmode"] == "require"


def test_an_address_on_a_socket():
    assert Address.parse("postgresql://postgres:@/postgres?host=/run/pg").host == "/run/pg"


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "bonjour"])
def test_another_kind_of_address_is_refused_in_french(url):
    with pytest.raises(ValueError, match="DATABASE_URL") as caught:
        Address.parse(url)
    assert "DATABASE_URL" in advice_for(caught.value)
