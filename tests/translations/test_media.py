"""Pictures and documents: their words are translated at the desk, and their editors can call a change minor."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from museum_site.core.models import MuseumDocument
from museum_site.translations.records import register_labels
from partnerships.models import AgreementDocument
from tests.admin.posting import form_data
from tests.factories import AgreementFactory, DocumentFactory, ImageFactory, StandardPageFactory, UserFactory
from tests.translations.conftest import look_at, state_of, translation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(superuser=True))
    return client


@pytest.fixture
def document(db):
    document = DocumentFactory(title="report-final-2.pdf", name_en="Annual report", name_zh_hans="年度报告")
    look_at(document)
    return document


def shown(client, path, document):
    """The links to a document on a page."""
    html = BeautifulSoup(client.get(path).content, "html5lib")
    return [
        str(link.decode_contents()).strip()
        for link in html.select(f"main a[href*='/documents/{document.pk}/']")
    ]


class TestDocument:
    def test_its_title_is_translated_and_published_at_the_desk(self, document, publish):
        assert register_labels()[translation_of(document).record.register] == "Documents"
        publish(document, {"name": "Rapport annuel"})
        assert MuseumDocument.objects.get(pk=document.pk).name_fr == "Rapport annuel"

    def test_visitors_read_it_in_their_language_or_marked_in_another(
        self, site_tree, client, document, publish
    ):
        publish(document, {"name": "Rapport annuel"})
        StandardPageFactory(
            slug="told", **{f"heading_{code}": "Told" for code in ("en", "fr", "de")},
            **{f"body_{code}": [("document", document)] for code in ("en", "fr", "de")},
        )  # fmt: skip
        assert shown(client, "/fr/told/", document) == ["Rapport annuel"]
        assert shown(client, "/en/told/", document) == ["Annual report"]
        assert shown(client, "/de/told/", document) == ['<span dir="ltr" lang="en">Annual report</span>']

    def test_one_without_words_is_called_by_its_working_title(self, site_tree, client):
        document = DocumentFactory(title="scan 3")
        agreement = AgreementFactory()
        AgreementDocument.objects.create(page=agreement, document=document, language="fr")
        assert shown(client, agreement.url, document) == ['<bdi lang="">scan 3</bdi>']

    def test_the_form_asks_for_the_title_in_the_source_languages(self, staff):
        html = staff.get(reverse("wagtaildocs:add")).content.decode()
        assert "Title for visitors – English" in html
        assert "Title for visitors – 简体中文" in html
        assert "Français" not in html


class TestMinorChange:
    def save(self, staff, address, **data):
        page = staff.get(address)
        assert staff.post(address, form_data(page) | data).status_code == 302

    @pytest.mark.parametrize(("data", "state"), [({"minor_change": "on"}, "current"), ({}, "outdated")])
    def test_of_a_document(self, staff, document, publish, data, state, django_capture_on_commit_callbacks):
        publish(document, {"name": "Rapport annuel"})
        with django_capture_on_commit_callbacks(execute=True):
            self.save(staff, reverse("wagtaildocs:edit", args=[document.pk]), name_en="Annual Report", **data)
        assert MuseumDocument.objects.get(pk=document.pk).name_en == "Annual Report"
        assert state_of(document) == state

    @pytest.mark.parametrize(("data", "state"), [({"minor_change": "on"}, "current"), ({}, "outdated")])
    def test_of_a_picture(self, staff, publish, data, state, django_capture_on_commit_callbacks):
        image = ImageFactory(alt_en="A vase")
        look_at(image)
        publish(image, {"alt": "Un vase"})
        with django_capture_on_commit_callbacks(execute=True):
            self.save(staff, reverse("wagtailimages:edit", args=[image.pk]), alt_en="A vase.", **data)
        assert state_of(image) == state

    def test_what_is_new_has_no_translations_to_stay_valid(self, staff):
        for address in (reverse("wagtaildocs:add"), reverse("wagtailimages:add")):
            assert "minor_change" not in staff.get(address).content.decode()
