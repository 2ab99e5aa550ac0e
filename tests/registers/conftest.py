"""What the tests of the registers share."""

import datetime
import html
import re

import pytest
from django.utils import timezone


@pytest.fixture
def at(monkeypatch):
    """Travel in time: `at("2019-06-30T23:30+02:00")` makes that moment now."""

    def travel(moment: str):
        now = datetime.datetime.fromisoformat(moment)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return travel


@pytest.fixture
def words(client):
    """The visible words of a page that answers 200, without the filters, navigation and head."""

    def read(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        main = re.search(r"<main.*</main>", response.content.decode(), re.S).group()
        main = re.sub(r"<form.*?</form>", "", main, flags=re.S)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())

    return read
