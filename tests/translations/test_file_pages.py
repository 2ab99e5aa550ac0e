"""The pages of translation files: who may open them, sending out, sending in, looking, importing, undoing."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from museum_site.home.models import StandardPage
from museum_site.translations.files.exporting import export, make_document, select
from museum_site.translations.files.formats import read_document
from museum_site.translations.files.models import ImportedFile
from museum_site.translations.models import DraftText, TranslationRight
from tests.factories import StandardPageFactory, UserFactory
from tests.translations.conftest import look_at, translation_of

pytestmark = pytest.mark.django_db

EXPORT, IMPORT = "translation_files:export", "translation_files:import"


@pytest.fixture
def page(site_tree):
    page = StandardPageFactory(heading_en="About the museum", summary_en="Two <words>", body_en=[])
    look_at(page)
    return page


def into_the_admin(user):
    """Give a user the way into the admin, and nothing else."""
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


@pytest.fixture
def as_translator(client, translator):
    client.force_login(into_the_admin(translator))
    return client


def words(response) -> str:
    """What a reader of a page reads."""
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html5lib").find("main").get_text(" ").split())


def wanted(page, **kwargs) -> dict:
    """The data of the form of an export."""
    row = translation_of(page).record_id
    return {"language": "fr", "format": "po", "record": row, "source": "en", "extent": "all"} | kwargs


def upload(client, page, heading="À propos", name="a.po", **kwargs):
    """Send in the file of a page with a heading."""
    document = make_document(select("fr", record=translation_of(page).record_id), "fr", "en")
    units = [replace(unit, translation=heading if unit.key == "heading" else "") for unit in document.units]
    content = export(replace(document, units=units), "po")
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, content), **kwargs}, follow=True)


def test_the_pages_are_closed_to_those_who_translate_nothing(client, page, reviewer):
    for user in (UserFactory(), reviewer):
        client.force_login(into_the_admin(user))
        assert client.get(reverse(EXPORT)).status_code == 302
        assert client.get(reverse(IMPORT)).status_code == 302
        assert client.post(reverse(EXPORT), wanted(page)).status_code == 302


def test_the_menu_leads_to_the_pages(as_translator, page):
    body = as_translator.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse(EXPORT) in body
    assert reverse(IMPORT) in body


@pytest.mark.parametrize("form", ["po", "xliff", "xlsx"])
def test_a_file_is_sent_out(as_translator, page, form):
    response = as_translator.post(reverse(EXPORT), wanted(page, format=form))
    name = response["Content-Disposition"].split('"')[1]
    found = read_document(response.content, name)
    assert [unit.source for unit in found.units] == ["About the museum", "Two <words>"]
    assert b"http://testserver/fr/" in response.content or form == "xlsx"


def test_the_form_knows_the_record_it_was_opened_for(as_translator, page):
    row = translation_of(page).record_id
    response = as_translator.get(reverse(EXPORT), {"record": row, "language": "fr"})
    assert "Record: About the museum" in words(response)
    assert "Register" not in words(response)


@pytest.mark.parametrize(
    "query", [{"record": "x"}, {"record": "9" * 40}, {"record": "0"}, {"language": "xx", "format": "exe"}]
)
def test_addresses_of_no_use_do_no_harm(as_translator, page, query):
    assert as_translator.get(reverse(EXPORT), query).status_code == 200
    assert as_translator.post(reverse(EXPORT), wanted(page, **query)).status_code == 200


def test_a_translator_gets_no_file_of_another_language(as_translator, page):
    response = as_translator.post(reverse(EXPORT), wanted(page, language="ru"))
    assert "Content-Disposition" not in response


def test_a_selection_without_texts_is_said_to_have_none(as_translator, page):
    response = as_translator.post(reverse(EXPORT), wanted(page, source="zh-hans"))
    assert "nothing to be translated" in response.content.decode()


def test_a_file_is_looked_at_then_imported_then_undone(as_translator, page):
    response = upload(as_translator, page)
    told = words(response)
    assert "Nothing was written yet" in told
    assert "New or changed 1" in told
    assert "Not translated: left out 1" in told
    assert "À propos" in told
    assert not DraftText.objects.exists()
    main = BeautifulSoup(response.content, "html5lib").find("main")
    fingerprint = main.select_one("[name=fingerprint]")["value"]
    address = response.redirect_chain[-1][0]
    told = as_translator.post(address, {"action": "write", "fingerprint": fingerprint}, follow=True)
    assert "1 text imported" in told.content.decode()
    assert DraftText.objects.get().text == "À propos"
    assert StandardPage.objects.get(pk=page.pk).heading_fr in ("", None)
    assert "a.po" in words(as_translator.get(reverse(IMPORT)))
    told = as_translator.post(address, {"action": "undo"}, follow=True)
    assert "1 text is as it was before" in told.content.decode()
    assert not DraftText.objects.exists()
    assert (
        "nothing to be done" in as_translator.post(address, {"action": "undo"}, follow=True).content.decode()
    )


@pytest.mark.parametrize("fingerprint", ["old", ""])
def test_what_changed_since_it_was_looked_at_is_not_imported(as_translator, page, fingerprint):
    address = upload(as_translator, page).redirect_chain[-1][0]
    told = as_translator.post(address, {"action": "write", "fingerprint": fingerprint}, follow=True)
    assert "something changed meanwhile" in told.content.decode()
    assert not DraftText.objects.exists()


def test_a_file_that_is_refused_says_why(as_translator, page):
    told = words(upload(as_translator, page, name="a.xlsx"))
    assert "“a.xlsx” is refused" in told
    assert "not a file of the format" in told
    assert "another language than the one chosen" not in told
    assert words(as_translator.post(reverse(IMPORT), {"file": SimpleUploadedFile("a.po", b"")})).count(
        "is empty"
    )
    assert not ImportedFile.objects.exists()


def test_a_text_that_is_refused_keeps_the_file_from_being_imported(as_translator, page):
    response = upload(as_translator, page, heading="{name}")
    told = words(response)
    assert "refused as a whole" in told
    assert "+{name}" in told
    assert 'value="write"' not in response.content.decode()
    address = response.redirect_chain[-1][0]
    as_translator.post(address, {"action": "write", "fingerprint": ""})
    assert not DraftText.objects.exists()


def test_the_names_and_texts_of_a_file_are_no_html(as_translator, page):
    response = upload(as_translator, page, heading="<script>x</script>", name="<b>.po")
    assert "<script>x" not in response.content.decode()
    assert "<b>.po" not in response.content.decode()


def test_a_file_is_for_who_sent_it_in_and_an_import_for_its_language(as_translator, client, page):
    address = upload(as_translator, page).redirect_chain[-1][0]
    other = into_the_admin(UserFactory())
    right = TranslationRight.objects.create(user=other, language="fr")
    client.force_login(other)
    assert client.get(address).status_code == 302
    assert client.post(address, {"action": "write"}).status_code == 302
    ImportedFile.objects.update(written_at="2026-05-03T12:00Z")
    assert client.get(address).status_code == 200
    TranslationRight.objects.filter(pk=right.pk).update(language="ru")
    assert client.get(address).status_code == 302


def test_only_the_last_file_that_was_looked_at_is_kept(as_translator, page):
    upload(as_translator, page, name="a.po")
    upload(as_translator, page, name="b.po")
    assert [file.name for file in ImportedFile.objects.all()] == ["b.po"]
