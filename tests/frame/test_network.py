"""The guard of conftest.py holds."""

import socket
import urllib.request

import pytest


@pytest.mark.parametrize("address", ["http://192.0.2.1/", "http://example.org/", "http://[2001:db8::1]/"])
def test_other_machines_are_refused(address):
    with pytest.raises(AssertionError, match="this machine only"):
        urllib.request.urlopen(address, timeout=1)


def test_datagrams_are_refused():
    refused = pytest.raises(AssertionError, match="this machine only")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, refused:
        sender.sendto(b"x", ("192.0.2.1", 53))


def test_this_machine_is_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as connection,
    ):
        assert connection.getpeername() == server.getsockname()
