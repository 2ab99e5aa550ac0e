"""The pages of the desk: the matrix, "my work", the editor, and who may open them."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.models import EditingSession

from museum_site.home.models import StandardPage
from museum_site.translations import desk
from museum_site.translations.index import index_records
from museum_site.translations.models import (
    DraftAlternative,
    MinorChange,
    TranslatableRecord,
    TranslationRight,
)
from museum_site.translations.segments import digest
from tests.admin.posting import form_data
from tests.factories import InstitutionFactory, StandardPageFactory, UserFactory, many_exhibitions, section
from tests.translations.conftest import look_at, state_of, translation_of, write_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site_tree):
    page = StandardPageFactory(
        heading_en="About the museum", summary_en="Two words", body_en=[("paragraph", "<p>Words</p>")]
    )
    page.save_revision().publish()
    look_at(page)
    return page


def into_the_admin(user):
    """Give a user the way into the admin, and nothing else."""
    from django.contrib.auth.models import Permission

    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


@pytest.fixture
def as_translator(client, translator):
    client.force_login(into_the_admin(translator))
    return client


@pytest.fixture
def as_reviewer(client, reviewer):
    client.force_login(into_the_admin(reviewer))
    return client


def soup(response):
    """The page as a reader sees it."""
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def address(record, code="fr"):
    return reverse("translations:edit", args=[translation_of(record, code).pk])


def fields(client, record) -> dict[str, str]:
    """The data that the form of a translation sends if nobody touches it."""
    form = soup(client.get(address(record))).select_one("[data-desk-form]")
    data = {
        tag["name"]: tag.get("value", "")
        for tag in form.select("input[name]")
        if tag.get("type") != "checkbox"
    }
    return data | {tag["name"]: tag.text.removeprefix("\n") for tag in form.select("textarea[name]")}


def name_of_text(data, key) -> str:
    """The name of the field of a text."""
    return next(name for name, value in data.items() if name.startswith("key-") and value == key).replace(
        "key", "text"
    )


# --- Who may open what ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["index", "index_results", "my_work"])
def test_the_desk_is_closed_to_those_without_a_right(client, page, name):
    client.force_login(into_the_admin(UserFactory()))
    assert client.get(reverse(f"translations:{name}")).status_code == 302


def test_a_translation_is_closed_to_those_without_a_right_in_its_language(as_translator, page):
    assert as_translator.get(address(page)).status_code == 200
    russian = address(page, "ru")
    assert as_translator.get(russian).status_code == 302
    as_translator.post(
        russian, {"key-0": "heading", "text-0": "О музее", "base-0": digest(""), "action": "save"}
    )
    assert state_of(page, "ru") == "missing"
    for action in ("take", "assign", "plan", "withdraw", "source", "priority", "restore", "settle"):
        as_translator.post(reverse("translations:act", args=[translation_of(page, "ru").pk, action]))
    assert translation_of(page, "ru").assignee is None


def test_a_translator_does_not_manage(as_translator, page, publish):
    publish(page, {"heading": "À propos"})
    pk = translation_of(page).pk
    for action in ("plan", "withdraw", "priority"):
        as_translator.post(
            reverse("translations:act", args=[pk, action]), {"is_planned": "0", "priority": "1"}
        )
    assert StandardPage.objects.get(pk=page.pk).heading_fr == "À propos"
    assert translation_of(page).is_planned
    assert TranslatableRecord.objects.of(page).get().priority == 0


def test_what_is_not_public_has_no_address(as_translator, page):
    pk = translation_of(page).pk
    page.unpublish()
    look_at(page)
    assert as_translator.get(reverse("translations:edit", args=[pk])).status_code == 404


# --- The matrix -----------------------------------------------------------------------------------


def rows(response) -> list[str]:
    """The titles in the matrix."""
    return [cell.text for cell in soup(response).select("td.title .title-wrapper")]


def test_the_matrix_says_states_in_words(as_translator, page, publish):
    publish(page, {"heading": "À propos"})
    found = soup(as_translator.get(reverse("translations:index"), {"q": "About the museum"}))
    cell = found.select_one("td.desk-state a")
    assert " ".join(cell.text.split()) == "◐ Partly translated 1/3"
    assert cell["href"] == address(page)


def test_the_matrix_shows_the_languages_of_the_user_only(as_translator, page):
    heads = [
        cell.get_text(strip=True)
        for cell in soup(as_translator.get(reverse("translations:index"))).select("th.desk-state")
    ]
    assert heads == ["Français"]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({}, True),
        ({"state": "missing"}, False),
        ({"state": "partly", "language": "fr"}, True),
        ({"register": "pages"}, True),
        ({"register": "partnerships.institution"}, False),
        ({"mine": "me"}, False),
        ({"mine": "nobody"}, True),
        ({"changed_at": "2999-01-01"}, False),
        ({"changed_at": "2001-01-01"}, True),
        ({"q": "ABOUT the"}, True),
        ({"state": "nonsense", "p": "abc", "language": "xx", "changed_at": "soon"}, None),
    ],
)
def test_filters(as_translator, page, publish, query, is_found):
    publish(page, {"heading": "À propos"})
    found = rows(as_translator.get(reverse("translations:index"), query))
    assert is_found is None or ("About the museum" in found) is is_found


def test_coverage_is_counted_per_language(as_translator, page, publish):
    publish(page, {"heading": "À propos"})
    institution = InstitutionFactory()
    look_at(institution)
    publish(institution, {"name": "Le Musée"})
    row = soup(as_translator.get(reverse("translations:index"))).select_one(".desk-coverage tbody tr")
    cells = [cell.get_text(strip=True) for cell in row.select("td")]
    total = sum(map(int, cells[1:]))
    assert cells[0] == f"{100 // total} %"
    assert cells[2] == "1"


def test_urgent_records_come_first(as_reviewer, page):
    look_at(page.get_parent().specific)
    assert rows(as_reviewer.get(reverse("translations:index")))[0] == "International Exchange"
    as_reviewer.post(
        reverse("translations:act", args=[translation_of(page).pk, "priority"]), {"priority": "1"}
    )
    assert rows(as_reviewer.get(reverse("translations:index")))[0] == "About the museum"


def test_what_the_front_page_shows_comes_before_what_changed_later(as_translator, page, monkeypatch):
    shown = set()
    monkeypatch.setattr("museum_site.home.wagtail_hooks.pages_on_home", lambda home, now: shown)
    later = StandardPageFactory(heading_en="Changed later")
    look_at(later)
    assert rows(as_translator.get(reverse("translations:index")))[0] == "Changed later"
    shown.add(page.pk)
    cache.clear()
    listing = as_translator.get(reverse("translations:index"))
    assert rows(listing)[0] == "About the museum"
    assert "on the home page" in soup(listing).select("td.title")[0].text
    assert "on the home page" not in soup(listing).select("td.title")[1].text


def test_the_export_begins_with_what_the_filters_show(as_translator, page):
    html = soup(as_translator.get(reverse("translations:index"), {"language": "fr"}))
    address = html.select_one(f"a[href^='{reverse('translation_files:export')}?language']")["href"]
    form = soup(as_translator.get(address))
    assert form.select_one("select[name=language] option[selected]")["value"] == "fr"
    editor = soup(as_translator.get(reverse("translations:edit", args=[translation_of(page).pk])))
    address = editor.select_one(f"a[href^='{reverse('translation_files:export')}?record']")["href"]
    assert "About the museum" in as_translator.get(address).content.decode()


def test_the_matrix_takes_the_same_queries_for_many_records(
    as_translator, page, django_assert_max_num_queries
):
    many_exhibitions(60)
    model = section_model()
    index_records(model, list(model.objects.values_list("pk", flat=True)))
    as_translator.get(reverse("translations:index"))
    with django_assert_max_num_queries(15) as few:
        assert len(rows(as_translator.get(reverse("translations:index"), {"q": "About"}))) < 3
    with django_assert_max_num_queries(15) as many:
        assert len(rows(as_translator.get(reverse("translations:index")))) == 50
    assert len(many) <= len(few)


def section_model():
    """The model of which there are many records."""
    from exhibitions.models import ExhibitionIndexPage, ExhibitionPage

    section(ExhibitionIndexPage)
    return ExhibitionPage


def test_the_matrix_is_exported(as_translator, page, publish):
    publish(page, {"heading": "À propos"})
    response = as_translator.get(reverse("translations:index"), {"export": "csv", "q": "About the"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Record,Register,Original changed,Français"
    assert lines[1].startswith("About the museum,Standing pages,")
    assert lines[1].endswith(",Partly translated")


# --- The editor -----------------------------------------------------------------------------------


def test_opening_the_editor_takes_few_queries(as_translator, page, publish, django_assert_max_num_queries):
    publish(page, {"heading": "À propos"})
    editor = address(page)
    as_translator.get(editor)
    with django_assert_max_num_queries(25):
        as_translator.get(editor)


def test_source_and_translation_stand_side_by_side(as_translator, page):
    found = soup(as_translator.get(address(page)))
    assert [row.text.strip() for row in found.select(".desk-text__words")] == [
        "About the museum",
        "Two words",
        "Words",
    ]
    assert found.select_one("#text-0")["lang"] == "fr"
    assert found.select_one("#text-0")["data-desk-limit"] == "255"
    assert found.select_one('a[href="/fr/' + page.slug + '/"]')


def test_the_words_that_changed_are_marked(as_translator, page, publish):
    publish(page, {"heading": "À propos du musée", "summary": "Deux mots"})
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Three words")
    look_at(page)
    found = soup(as_translator.get(address(page)))
    assert [tag.text for tag in found.select(".desk-changes del, .desk-changes ins")] == ["Two", "Three"]


def test_saving_an_untouched_form_changes_nothing(as_translator, page, publish):
    body = translation_texts(page)
    publish(page, {"heading": "À propos", **body})
    data = fields(as_translator, page)
    as_translator.post(address(page), data | {"action": "save"})
    assert not translation_of(page).drafts.exists()


def translation_texts(page) -> dict:
    """A French body for the page, in HTML that Wagtail's editor would write otherwise."""
    key = next(text.key for text in desk.sources_of(translation_of(page)).values() if text.kind == "rich")
    return {key: "<p>Mots<br>et <b>encore</b></p>\n"}


def test_the_whole_way_to_the_public(client, page, translator, reviewer):
    client.force_login(into_the_admin(translator))
    data = fields(client, page)
    data[name_of_text(data, "heading")] = "À propos du musée"
    assert client.post(address(page), data | {"action": "save"}).url == address(page)
    assert state_of(page) == "translating"
    assert client.post(address(page), fields(client, page) | {"action": "submit"}).url == reverse(
        "translations:my_work"
    )
    assert state_of(page) == "review"
    client.post(address(page), fields(client, page) | {"action": "publish"})
    assert state_of(page) == "review"
    client.force_login(into_the_admin(reviewer))
    assert "About the museum" in client.get(reverse("translations:my_work")).text
    client.post(address(page), fields(client, page) | {"action": "publish"})
    assert StandardPage.objects.get(pk=page.pk).heading_fr == "À propos du musée"
    assert state_of(page) == "partly"


def test_what_was_sent_back_is_under_my_work(client, page, translator, reviewer):
    translation = translation_of(page)
    write_texts(translation, translator, {"heading": "A propos"})
    desk.submit(translation, translator)
    client.force_login(into_the_admin(reviewer))
    client.post(
        address(page), fields(client, page) | {"action": "send_back", "text": "The accent is missing."}
    )
    client.force_login(into_the_admin(translator))
    assert "Sent back to you (1)" in client.get(reverse("translations:my_work")).text
    assert "The accent is missing." in client.get(address(page)).text


def test_a_text_that_is_too_long_is_kept_but_not_submitted(as_translator, page):
    data = fields(as_translator, page)
    data[name_of_text(data, "heading")] = "À" * 256
    as_translator.post(address(page), data | {"action": "submit"})
    assert state_of(page) == "translating"
    assert translation_of(page).drafts.get().text == "À" * 256
    assert "256" in soup(as_translator.get(address(page))).select_one(".desk-problem--error").text


def test_saving_in_the_background_answers_what_the_page_needs(as_translator, page):
    data = fields(as_translator, page)
    data[name_of_text(data, "heading")] = "À propos"
    answer = as_translator.post(address(page), data, headers={"Accept": "application/json"}).json()
    assert answer["bases"]["heading"] == digest("À propos")
    assert (answer["conflicts"], answer["others"]) == ([], [])


def test_two_people_are_warned_and_both_versions_kept(client, page, translator):
    other = UserFactory(first_name="Marie", last_name="Dupont")
    TranslationRight.objects.create(user=other, language="fr")
    client.force_login(into_the_admin(other))
    theirs = fields(client, page)
    client.force_login(into_the_admin(translator))
    mine = fields(client, page)
    assert (
        "Also open with: Marie Dupont"
        in soup(client.get(address(page))).select_one("[data-desk-others]").text
    )
    name = name_of_text(mine, "heading")
    client.post(address(page), mine | {name: "À propos"}, headers={"Accept": "application/json"})
    client.force_login(other)
    answer = client.post(address(page), theirs | {name: "Qui"}, headers={"Accept": "application/json"}).json()
    assert answer["conflicts"][0]["text"] == "À propos"
    kept = DraftAlternative.objects.get()
    assert kept.text == "Qui"
    assert "Qui" in soup(client.get(address(page))).select_one(".desk-alternative").text
    client.post(
        reverse("translations:act", args=[translation_of(page).pk, "settle"]),
        {"alternative": kept.pk, "take": "1"},
    )
    assert translation_of(page).drafts.get().text == "Qui"
    assert EditingSession.objects.count() == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"key-0": "no such text"},
        {"text-2": "this is no contentstate"},
        {"text-2": "[]"},
        {"key-0": "heading", "text-0": "\0 𠀀 ‏", "base-0": "x" * 500},
        {"action": "nonsense"},
    ],
)
def test_nothing_that_is_sent_is_a_server_error(as_translator, page, broken):
    response = as_translator.post(address(page), fields(as_translator, page) | broken)
    assert response.status_code in (302, 400)


def test_help_shows_earlier_translations(as_translator, page, publish):
    other = StandardPageFactory(heading_en="About our museum")
    look_at(other)
    publish(other, {"heading": "À propos de notre musée"})
    pk = translation_of(page).pk
    response = as_translator.get(reverse("translations:help", args=[pk]), {"key": "heading", "number": "0"})
    found = BeautifulSoup(response.text, "html5lib")
    assert "À propos de notre musée" in found.text
    assert found.select_one("[data-desk-use]")["data-desk-use"] == "text-0"
    assert as_translator.get(reverse("translations:help", args=[pk]), {"key": "no"}).status_code == 404


def test_an_earlier_translation_with_formatting_comes_as_the_editor_takes_it(as_translator, page, publish):
    other = StandardPageFactory(heading_en="Another", body_en=[("paragraph", "<p>Some <b>words</b></p>")])
    look_at(other)
    key = other.body_en.raw_data[0]["id"]
    publish(other, {f"body:{key}": "<p>Des <b>mots</b></p>"})
    page.body_en = [("paragraph", "<p>Some <b>words</b></p>")]
    page.save()
    look_at(page)
    where = reverse("translations:help", args=[translation_of(page).pk])
    button = soup(
        as_translator.get(where, {"key": f"body:{page.body_en.raw_data[0]['id']}", "number": "2"})
    ).select_one("button[data-desk-use='text-2']")
    blocks = json.loads(button["data-desk-content-state"])["blocks"]
    assert [(block["text"], block["inlineStyleRanges"][0]["style"]) for block in blocks] == [
        ("Des mots", "BOLD")
    ]


# --- A minor change -------------------------------------------------------------------------------


def save(client, edit, **data):
    """Send the form of a page or record as its editor does."""
    return client.post(edit, form_data(client.get(edit)) | data)


def save_page(client, page, **data):
    """Send the form of a page."""
    return save(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), **data)


@pytest.mark.parametrize(("ticked", "state"), [({"minor_change": "1"}, "partly"), ({}, "outdated")])
def test_an_editor_calls_a_change_minor(
    client, page, publish, ticked, state, django_capture_on_commit_callbacks
):
    publish(page, {"heading": "À propos", "summary": "Deux mots"})
    client.force_login(UserFactory(superuser=True))
    with django_capture_on_commit_callbacks(execute=True):
        save_page(client, page, summary_en="Two words.", **{"action-publish": "1"}, **ticked)
    assert StandardPage.objects.get(pk=page.pk).summary_en == "Two words."
    assert state_of(page) == state


def test_a_draft_remembers_that_its_changes_are_minor(
    client, page, publish, django_capture_on_commit_callbacks
):
    publish(page, {"heading": "À propos", "summary": "Deux mots"})
    client.force_login(UserFactory(superuser=True))
    save_page(client, page, summary_en="Two words.", minor_change="1")
    assert MinorChange.objects.count() == 1
    form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert form.select_one('input[name="minor_change"]').has_attr("checked")
    with django_capture_on_commit_callbacks(execute=True):
        StandardPage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert state_of(page) == "partly"


@pytest.mark.parametrize(("ticked", "state"), [({"minor_change": "1"}, "current"), ({}, "outdated")])
def test_a_record_may_be_changed_in_a_minor_way_too(
    client, publish, ticked, state, django_capture_on_commit_callbacks
):
    institution = InstitutionFactory(name_en="The Museum")
    look_at(institution)
    publish(institution, {"name": "Le Musée"})
    client.force_login(UserFactory(superuser=True))
    edit = reverse("wagtailsnippets_partnerships_institution:edit", args=[institution.pk])
    with django_capture_on_commit_callbacks(execute=True):
        save(client, edit, name_en="The Museum.", **ticked)
    institution.refresh_from_db()
    assert institution.name_en == "The Museum."
    assert state_of(institution) == state


def test_going_back_to_the_first_wording_in_the_background_is_kept(as_translator, page):
    data = fields(as_translator, page)
    name = name_of_text(data, "heading")
    post = {"headers": {"Accept": "application/json"}}
    answer = as_translator.post(address(page), data | {name: "À propos"}, **post).json()
    assert answer["bases"] == {"heading": digest("À propos")}
    number = name.removeprefix("text-")
    data |= {f"{which}-{number}": answer["bases"]["heading"] for which in ("base", "untouched")}
    as_translator.post(address(page), data | {name: ""}, **post)
    assert translation_of(page).drafts.get().text == ""


def test_a_conflict_is_a_conflict_until_it_is_settled(client, page, translator):
    other = UserFactory()
    TranslationRight.objects.create(user=other, language="fr")
    client.force_login(into_the_admin(translator))
    mine = fields(client, page)
    name = name_of_text(mine, "heading")
    write_texts(translation_of(page), other, {"heading": "Leur version"})
    for text in ("Ma version", "Ma version, plus longue"):
        answer = client.post(
            address(page), mine | {name: text}, headers={"Accept": "application/json"}
        ).json()
        assert (answer["bases"], len(answer["conflicts"])) == ({}, 1)
    assert translation_of(page).drafts.get().text == "Leur version"
    assert DraftAlternative.objects.get().text == "Ma version, plus longue"


def test_publishing_needs_no_comment(as_reviewer, page, translator):
    translation = translation_of(page)
    write_texts(translation, translator, {"heading": "À propos"})
    desk.submit(translation, translator)
    comment = soup(as_reviewer.get(address(page))).select_one("textarea[name=text]")
    assert not comment.has_attr("required")


def test_an_administrator_gives_rights(client, site_tree, user_with_role):
    client.force_login(user_with_role("administrator"))
    user = UserFactory()
    response = client.post(
        reverse("translation_rights:add"),
        {
            "user": user.pk,
            "group": "",
            "language": "ru",
            "register": "partnerships.person",
            "may_translate": "on",
        },
    )
    assert response.status_code == 302
    right = TranslationRight.objects.get()
    assert (right.user, right.language, right.register, right.may_review) == (
        user,
        "ru",
        "partnerships.person",
        False,
    )
    assert "Русский" in soup(client.get(reverse("translation_rights:index"))).select_one("table.listing").text
    assert (
        client.post(reverse("translation_rights:add"), {"language": "ru", "may_translate": "on"}).status_code
        == 200
    )


def test_nobody_else_gives_rights(client, site_tree, user_with_role):
    for role in ("editor", "translator", "approver"):
        client.force_login(user_with_role(role))
        assert client.get(reverse("translation_rights:index")).status_code == 302
        client.post(reverse("translation_rights:add"), {"user": 1, "language": "ru", "may_translate": "on"})
    assert not TranslationRight.objects.exists()


# --- What others plug in --------------------------------------------------------------------------


class Problem:
    """What a check gives."""

    code = "names"

    def __init__(self, level):
        self.level, self.message = level, f"A {level} about a name"


@pytest.mark.parametrize(("level", "state"), [("error", "translating"), ("warning", "review")])
def test_errors_of_checks_keep_a_translation_from_review(as_translator, page, level, state):
    asked = []

    def check(pairs, code):
        asked.extend((source.text, text, code) for source, text in pairs)
        return {source.key: [Problem(level)] for source, _text in pairs}

    data = fields(as_translator, page)
    data[name_of_text(data, "heading")] = "À propos"
    with hooks.register_temporarily("check_translations", check):
        as_translator.post(address(page), data | {"action": "submit"})
        assert f"A {level} about a name" in as_translator.get(address(page)).text
    assert asked[0] == ("About the museum", "À propos", "fr")
    assert state_of(page) == state


def test_a_text_is_shown_with_what_the_editors_form_says_of_its_place(as_translator, page):
    row = soup(as_translator.get(address(page))).select_one("[data-desk-text-row=summary]")
    assert row.select_one(".desk-text__description").text.startswith("One to three sentences")


def test_hints_stand_beside_earlier_translations(as_translator, page):
    pk = translation_of(page).pk
    with hooks.register_temporarily("translation_hints", lambda text, code: [f"{text.text} → {code}"]):
        response = as_translator.get(reverse("translations:help", args=[pk]), {"key": "heading"})
    assert "About the museum → fr" in response.text


def test_a_wrong_number_keeps_a_translation_from_review(as_translator, page):
    page.heading_en = "About 12 objects"
    page.save_revision().publish()
    data = fields(as_translator, page)
    data[name_of_text(data, "heading")] = "À propos de 13 objets"
    as_translator.post(address(page), data | {"action": "submit"})
    assert state_of(page) == "translating"
    data = fields(as_translator, page)
    data[name_of_text(data, "heading")] = "À propos de 12 objets"
    as_translator.post(address(page), data | {"action": "submit"})
    assert state_of(page) == "review"
