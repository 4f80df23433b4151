import socket

import pytest

from parvis.kernel.reading.rows import SourceUnreadable
from parvis.products.data_inclusion.actions.reading.guard import PrivateAddressError, public_addresses
from parvis.products.data_inclusion.actions.reading.opening import open_source
from tests.factories.web import Site, serving


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "2130706433", "0x7f.1"],
)  # fmt: skip
def test_inner_addresses_are_refused_however_written(host):
    with pytest.raises(PrivateAddressError):
        public_addresses(host, 80)


def test_public_addresses_are_given():
    assert public_addresses("1.1.1.1", 80) == ["1.1.1.1"]


def test_an_inner_address_is_never_connected_to():
    with serving(Site()) as site:
        with pytest.raises(SourceUnreadable, match="adresse publique"):
            open_source(site.url)
        assert site.asked == []


def test_a_name_that_leads_inside_after_the_check_is_not_followed(monkeypatch):
    """The address connected to is the one that was checked: a second answer of the name server is not asked for."""
    real, asked = socket.getaddrinfo, []

    def rebinding(host, port, *args, **kwargs):
        if host == "exemple.test":
            asked.append(host)
            return real("192.0.2.1" if len(asked) == 1 else "127.0.0.1", port, *args, **kwargs)
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with serving(Site()) as site, pytest.raises(SourceUnreadable):
        open_source(site.url.replace("127.0.0.1", "exemple.test"))
    assert site.asked == []


@pytest.mark.parametrize("location", ["http://", "http:///x.csv", "http://[::1", "http://exemple..test/x"])
def test_addresses_that_are_none_are_said(location):
    with pytest.raises(SourceUnreadable):
        open_source(location)
