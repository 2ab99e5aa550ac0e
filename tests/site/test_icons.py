"""The site's mark in all the forms that browsers and devices ask for."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image

CODES = [code for code, _autonym in settings.LANGUAGES]


def icon(address) -> Image.Image:
    """The icon at a static address."""
    return Image.open(BytesIO(Path(finders.find(address.removeprefix(settings.STATIC_URL))).read_bytes()))


def test_programs_that_read_no_page_find_the_icon(client):
    response = client.get("/favicon.ico")
    assert response["Content-Type"] == "image/x-icon"
    assert Image.open(BytesIO(response.content)).size == (32, 32)


def test_a_page_names_icons_that_exist_and_a_colour_for_each_scheme(client, site_tree):
    soup = BeautifulSoup(client.get("/en/").content, "html.parser")
    links = {
        link["rel"][0]: link["href"] for link in soup.find_all("link") if "icon" in " ".join(link["rel"])
    }
    assert icon(links["apple-touch-icon"]).size == (180, 180)
    assert all(finders.find(address.removeprefix(settings.STATIC_URL)) for address in links.values())
    colours = {tag["media"]: tag["content"] for tag in soup.find_all("meta", {"name": "theme-color"})}
    assert colours == {
        "(prefers-color-scheme: light)": "#faf8f3",
        "(prefers-color-scheme: dark)": "#181613",
    }


def test_the_colours_are_those_of_the_style_sheets(client):
    styles = "".join(path.read_text("utf-8") for path in Path(settings.BASE_DIR, "static/css").glob("*.css"))
    assert "--paper: #faf8f3;" in styles
    assert "--paper: #181613;" in styles


@pytest.mark.parametrize("code", CODES)
def test_the_manifest_stands_in_the_language_of_the_page(client, site_tree, museum, code):
    soup = BeautifulSoup(client.get(f"/{code}/").content, "html.parser")
    response = client.get(soup.find("link", rel="manifest")["href"])
    assert response["Content-Type"] == "application/manifest+json"
    found = json.loads(response.content)
    assert found["start_url"] == f"/{code}/"
    assert found["name"]
    assert found["dir"] in ("ltr", "rtl")
    for item in found["icons"]:
        assert "{}x{}".format(*icon(item["src"]).size) == item["sizes"]
    assert [item.get("purpose") for item in found["icons"]].count("maskable") == 1


def test_the_manifest_says_in_which_language_its_name_stands(client, site_tree, museum):
    museum.name_ar, museum.name_de = "المتحف", ""
    museum.save()
    arabic, german = (json.loads(client.get(f"/{code}/site.webmanifest").content) for code in ("ar", "de"))
    assert (arabic["name"], arabic["lang"], arabic["dir"]) == ("المتحف", "ar", "rtl")
    assert (german["name"], german["lang"], german["dir"]) == (museum.name_en, "en", "ltr")
