"""Which language a reader gets: the front door, and addresses that name no language."""

import pytest

from tests.site.reading import read


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("", "en"),
        ("*", "en"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("zh", "zh-hans"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh-Hans-CN", "zh-hans"),
        ("zh-TW,en;q=0.5", "zh-hans"),
        ("fr-CA,fr;q=0.8,en;q=0.3", "fr"),
        ("de-AT", "de"),
        ("eo", "en"),
        ("pt-BR,pt;q=0.9", "en"),
        ("pt,es;q=0.4", "es"),
        ("en;q=0.1,ja;q=0.9", "ja"),
        ("fr;q=0,ko;q=0.1", "ko"),
        ("nonsense;;;q=x", "en"),
        ("\x00", "en"),
        ("ar," * 4000, "ar"),
        ("x" * 20_000, "en"),
    ],
)
def test_the_front_door_opens_in_the_language_that_the_browser_asks_for(client, accepted, code):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, f"/{code}/")
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))
    assert not response.cookies


@pytest.mark.parametrize(
    ("cookie", "code"), [("ja", "ja"), ("zh-hans", "zh-hans"), ("xx", "fr"), ("../en", "fr"), ("", "fr")]
)
def test_an_explicit_choice_comes_before_the_browser(client, cookie, code):
    client.cookies["language"] = cookie
    assert client.get("/", headers={"accept-language": "fr"})["Location"] == f"/{code}/"


def test_only_public_languages_are_offered(client, settings):
    settings.PUBLIC_LANGUAGES = ("zh-hans", "fr")
    client.cookies["language"] = "ja"
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/zh-hans/"
    assert client.get("/", headers={"accept-language": "fr"})["Location"] == "/fr/"


def test_the_front_door_takes_any_query_and_no_form(client):
    assert client.get("/?year=%00&page=abc")["Location"] == "/en/"
    assert client.head("/").status_code == 302
    assert client.post("/").status_code == 405


def test_an_address_without_a_language_of_ours_is_404_in_the_readers_language(client, site_tree):
    client.cookies["language"] = "ja"
    for address in ("/xx/exhibitions/", "/zh/", "/EN/", "/exhibitions/", "/zh-CN/about/"):
        response = client.get(address, headers={"accept-language": "ar"})
        assert response.status_code == 404
        html = read(response).html
        assert (html["lang"], html["dir"]) == ("ar", "rtl")
        assert response["Vary"] == "Accept-Language", "the cookie does not matter here"


def test_a_language_that_is_not_public_exists_for_staff_only(client, site_tree, user_with_role, settings):
    settings.PUBLIC_LANGUAGES = ("en", "zh-hans", "fr")
    response = client.get("/de/about/", headers={"accept-language": "fr"})
    assert response.status_code == 404
    assert read(response).html["lang"] == "fr"
    client.force_login(user_with_role("editor"))
    assert client.get("/de/about/").status_code == 200
    offered = [link["hreflang"] for link in read(client.get("/en/about/")).select(".masthead-languages a")]
    assert offered == ["en", "zh-Hans", "fr"]


def test_the_admin_keeps_its_users_own_language(client, site_tree, user_with_role):
    from wagtail.users.models import UserProfile

    user = user_with_role("editor")
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "fr"
    profile.save()
    client.force_login(user)
    client.cookies["language"] = "ja"
    assert read(client.get("/admin/", headers={"accept-language": "ar"})).html["lang"] == "fr"
