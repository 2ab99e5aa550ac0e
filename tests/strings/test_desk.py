"""A translator finds a string by what the page says, corrects it in the own languages, and can go back."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from museum_site.core.languages import desk_languages
from museum_site.translations.models import TranslationRight
from museum_site.translations.strings.models import Correction
from museum_site.translations.strings.rights import languages_to_correct, may_correct
from tests.admin.posting import querydict_from_html
from tests.site.reading import read

pytestmark = pytest.mark.django_db
INDEX = "interface_strings:index"
VISITS = "%(number)s visit"


@pytest.fixture
def translator(user_with_role):
    """A translator of all languages of the desk."""
    user = user_with_role("translator")
    TranslationRight.objects.bulk_create(
        TranslationRight(user=user, language=code) for code in desk_languages()
    )
    return user


@pytest.fixture
def only_french(translator):
    """The translator, who has a right in French only."""
    translator.translation_rights.exclude(language="fr").delete()


@pytest.fixture
def desk(client, translator):
    """The translator's browser."""
    client.force_login(translator)
    return client


@pytest.fixture
def address(entry):
    """A function that gives the address of a string's form."""
    return lambda msgid, **where: reverse("interface_strings:edit", args=[entry(msgid, **where).id])


def found(desk, query, **filters) -> list[str]:
    """The source texts that the list shows for a query."""
    response = desk.get(reverse(INDEX), {"q": query, **filters})
    assert response.status_code == 200
    return [row.source for row in response.context["object_list"]]


def form_data(response) -> dict:
    """What a browser sends for the form of a response if nobody touches it."""
    fields = querydict_from_html(response.content.decode(), form_id="w-editor-form").lists()
    # A browser ignores a line break at the very beginning of a textarea.
    return {name: values[0].removeprefix("\n") for name, values in fields if name != "withdraw"}


def typed(desk, address, **texts):
    """What a browser sends when a translator has typed texts into some fields."""
    data = form_data(desk.get(address))
    fields = {name.replace("__", "-"): value for name, value in texts.items()}
    assert set(fields) <= set(data), data
    return data | fields


# --- Finding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("Exhibitions", "Exhibitions"),
        ("expositions", "Exhibitions"),
        ("EXPOSITIONS", "Exhibitions"),
        ("exposición", "Exhibition"),
        ("exposicion", "Exhibition"),
        ("выставки", "Exhibitions"),
        ("المعارض", "Exhibitions"),
        ("展览", "Exhibitions"),
        ("전시", "Exhibitions"),
        # The page shows numbers and words where the text has placeholders.
        ("86 partners", "%(number)s partner"),
        ("42 выставки", "%(number)s exhibition"),
        ("12次访问", VISITS),
        ("3 results for “Louvre”", "%(count)s result for “%(query)s”"),
    ],
)
def test_a_string_is_found_by_what_a_page_says(desk, query, source):
    assert source in found(desk, query)


def test_the_best_fit_stands_first(desk):
    assert found(desk, "Exhibitions")[0] == "Exhibitions"


def test_the_list_shows_the_language_in_which_it_was_found(desk):
    response = desk.get(reverse(INDEX), {"q": "выставки"})
    row = next(row for row in response.context["object_list"] if row.source == "Exhibitions")
    cell = read(response).find("td", string=row.text)
    assert (cell["lang"], cell["dir"]) == ("ru", "ltr")
    assert row.url.endswith("#ru-section")


def test_a_corrected_text_is_found_as_visitors_see_it(desk, correct):
    assert found(desk, "Toutes nos expos") == []
    correct("fr", "Exhibitions", "Toutes nos expos")
    assert found(desk, "toutes nos EXPOS") == ["Exhibitions"]


@pytest.mark.sweep
@pytest.mark.parametrize(
    "query", ['"', "%", "%%%", "%(", "{", "<b>", "\x00", "(" * 50, "a" * 5000, "\u202e", "  "]
)
def test_an_odd_query_is_no_error(desk, query):
    assert desk.get(reverse(INDEX), {"q": query}).status_code == 200


def test_filters_by_state_and_language(desk, correct):
    correct("fr", "Exhibitions", "Les expos")
    correct("ru", "Exhibitions", "Все выставки")
    correct("ru", "Exhibitions")
    assert found(desk, "", state="corrected") == ["Exhibitions"]
    assert found(desk, "", state="corrected", language="fr") == ["Exhibitions"]
    assert found(desk, "", state="corrected", language="ru") == []
    assert found(desk, "", state="untranslated") == []


def test_filters_by_place_of_use(desk):
    public, admin = (
        found(desk, "Skip to the content", area="public"),
        found(desk, "Skip to the content", area="admin"),
    )
    assert (public, admin) == (["Skip to the content"], [])
    assert found(desk, "", area="no such place") != []


def test_a_correction_that_the_catalogue_has_by_now_is_told_from_one_that_it_overtook(desk, correct, entry):
    correct("fr", "Exhibitions", *entry("Exhibitions").texts["fr"])
    overtaken = correct("fr", "Partners", "Les partenaires")
    Correction.objects.filter(pk=overtaken.pk).update(replaced=["What the catalogue said before"])
    assert found(desk, "", state="settled") == ["Exhibitions"]
    assert found(desk, "", state="changed") == ["Partners"]


def test_the_list_costs_the_same_for_few_and_many_corrections(desk, correct, entry):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(reverse(INDEX))
        return len(captured)

    queries()
    few = queries()
    for text in map(str, range(12)):
        correct("fr", "Exhibitions", text)
        correct("ru", "Partners", text)
    assert queries() == few


# --- One string -----------------------------------------------------------------------------------


def test_the_form_shows_the_string_in_all_languages_with_what_translators_should_know(desk, address):
    html = read(desk.get(address(VISITS)))
    text = html.get_text(" ", strip=True)
    assert "how many rows the register of delegations has" in text
    assert "Public site: Delegations" in text
    for numbers in ("For 1, 21, 31, 41, 51 …", "For 2, 3, 4, 22, 23 …", "For 0, 5, 6, 7, 8 …"):
        assert numbers in text
    arabic = html.select("textarea[lang=ar]")
    assert len(arabic) == 6
    assert {field["dir"] for field in arabic} == {"rtl"}
    assert {field["lang"] for field in html.select("textarea[lang]")} == {
        *("fr", "es", "ru", "ar", "ja", "ko", "de")
    }, "English and Chinese are for administrators"


def test_a_correction_is_saved_and_served(desk, address, translator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(
            address("Exhibitions"),
            typed(desk, address("Exhibitions"), fr__text_0="Les expositions", note="Sounds better"),
        )
    assert response.status_code == 302
    row = Correction.objects.get()
    assert (row.language, row.forms, row.note, row.made_by) == (
        "fr",
        ["Les expositions"],
        "Sounds better",
        translator,
    )
    with translation.override("fr"):
        assert row.replaced == ["Expositions"]
        assert gettext("Exhibitions") == "Les expositions"
    history = read(desk.get(address("Exhibitions"))).select_one("#history-section").get_text(" ")
    assert "Sounds better" in history
    assert "Les expositions" in history


def test_the_forms_of_a_plural_are_saved_with_those_that_no_number_takes(desk, address, entry):
    texts = {
        "ru__text_0": "%(number)s приезд",
        "ru__text_1": "%(number)s приезда",
        "ru__text_2": "%(number)s приездов",
    }
    desk.post(address(VISITS), typed(desk, address(VISITS), **texts))
    assert Correction.objects.get().forms == [*texts.values(), entry(VISITS).texts["ru"][3]]


def test_a_broken_text_is_refused_by_the_name_of_the_fault_and_nothing_is_lost(desk, address):
    data = typed(desk, address(VISITS), de__text_1="%(zahl)s Besuche", fr__text_1="%(number)s visites reçues")
    response = desk.post(address(VISITS), data)
    assert response.status_code == 200
    html = read(response)
    text = html.get_text(" ", strip=True)
    assert "The placeholder %(number)s is missing." in text
    assert "The placeholder %(zahl)s is not in the source text." in text
    assert html.select_one("#id_de-text_1").text.strip() == "%(zahl)s Besuche"
    assert html.select_one("#id_fr-text_1").text.strip() == "%(number)s visites reçues"
    assert not Correction.objects.exists()


def test_markup_is_shown_as_text(desk, address):
    response = desk.post(address("Exhibitions"), typed(desk, address("Exhibitions"), fr__text_0="<i>x</i>"))
    assert "HTML is not allowed here" in response.content.decode()
    assert "<i>x</i>" not in response.content.decode()


def test_saving_without_a_change_records_nothing(desk, address):
    assert desk.post(address(VISITS), typed(desk, address(VISITS))).status_code == 302
    assert not Correction.objects.exists()


def test_a_translator_is_told_what_to_look_at_after_saving(desk, address):
    data = typed(desk, address("Exhibitions"), fr__text_0="Expositions :")
    assert (
        "Français: It ends with another punctuation mark"
        in desk.post(address("Exhibitions"), data, follow=True).content.decode()
    )


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(desk, address, correct, translator):
    mine = typed(desk, address("Exhibitions"), fr__text_0="Mes expositions")
    correct("fr", "Exhibitions", "Ses expositions", user=translator)
    response = desk.post(address("Exhibitions"), mine)
    html = response.content.decode()
    assert response.status_code == 200
    assert f"{translator} has meanwhile changed this text to “Ses expositions”" in html
    assert "Mes expositions" in html
    assert desk.post(address("Exhibitions"), form_data(response)).status_code == 302
    assert Correction.objects.in_force().get().forms == ["Mes expositions"]


def test_a_colleague_s_other_language_is_left_alone(desk, address, correct):
    mine = typed(desk, address("Exhibitions"), fr__text_0="Mes expositions")
    correct("ru", "Exhibitions", "Все выставки")
    assert desk.post(address("Exhibitions"), mine).status_code == 302
    assert {row.language: row.forms for row in Correction.objects.in_force()} == {
        "fr": ["Mes expositions"],
        "ru": ["Все выставки"],
    }


def test_a_correction_can_be_taken_back(desk, address, correct):
    correct("fr", "Exhibitions", "Les expositions")
    assert desk.post(address("Exhibitions"), {"withdraw": "fr"}).status_code == 302
    assert not Correction.objects.in_force().exists()
    assert (
        "Back to the catalogue" in read(desk.get(address("Exhibitions"))).select_one("#history-section").text
    )
    desk.post(address("Exhibitions"), {"withdraw": "fr"})
    assert Correction.objects.count() == 2


def test_what_was_typed_in_another_language_is_not_lost_when_a_correction_is_taken_back(
    desk, address, correct
):
    correct("fr", "Exhibitions", "Les expositions")
    data = typed(desk, address("Exhibitions"), fr__text_0="Mes expositions", ru__text_0="Все выставки")
    desk.post(address("Exhibitions"), data | {"withdraw": "fr"})
    assert {row.language: row.forms for row in Correction.objects.in_force()} == {"ru": ["Все выставки"]}
    refused = desk.post(address("Exhibitions"), data | {"withdraw": "ru", "fr-text_0": "<b>x</b>"})
    assert "HTML is not allowed here" in refused.content.decode()
    assert {row.language for row in Correction.objects.in_force()} == {"ru"}


def test_a_string_costs_the_same_number_of_queries_with_and_without_history(desk, address, correct):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(address("Exhibitions"))
        return len(captured)

    queries()
    few = queries()
    for text in map(str, range(10)):
        correct("fr", "Exhibitions", text)
    assert queries() == few


def test_there_is_no_form_for_what_is_no_string(desk):
    assert desk.get(reverse("interface_strings:edit", args=["0" * 16])).status_code == 404


# --- Rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["editor", "registrar", "protocol", "approver"])
def test_others_see_no_strings(client, user_with_role, address, role):
    client.force_login(user_with_role(role))
    for where in (reverse(INDEX), reverse("interface_strings:index_results"), address("Exhibitions")):
        assert client.get(where).status_code == 302
        assert client.post(where, {}).status_code in (302, 405)
    assert "Interface strings" not in client.get("/admin/").content.decode()


def test_visitors_are_asked_to_log_in(client, address, site_tree):
    assert client.get(address("Exhibitions")).url.startswith("/admin/login/")


def test_a_translator_of_one_language_corrects_only_that_one(desk, translator, only_french, address):
    assert may_correct(translator, "fr")
    assert not may_correct(translator, "ru")
    html = read(desk.get(address("Exhibitions")))
    assert {field["lang"] for field in html.select("textarea[lang]")} == {"fr"}
    assert "Выставки" in html.get_text()
    forged = typed(desk, address("Exhibitions"), fr__text_0="Les expositions") | {
        "ru-seen": "[]",
        "ru-text_0": "Мои выставки",
    }
    desk.post(address("Exhibitions"), forged)
    assert [row.language for row in Correction.objects.all()] == ["fr"]


def test_nobody_takes_back_what_is_not_theirs(desk, only_french, address, correct):
    correct("ru", "Exhibitions", "Все выставки")
    assert desk.post(address("Exhibitions"), {"withdraw": "ru"}).status_code == 302
    assert Correction.objects.in_force().exists()


def test_source_languages_are_for_those_who_may_correct_every_language(translator, user_with_role):
    assert languages_to_correct(translator) == desk_languages()
    assert languages_to_correct(user_with_role("administrator")) == [code for code, _ in settings.LANGUAGES]


def test_a_right_in_one_register_says_nothing_of_the_interface(translator, only_french):
    translator.translation_rights.update(register="exhibitions.exhibitionpage")
    assert languages_to_correct(translator) == []


def test_without_rights_at_the_desk_a_translator_corrects_nothing(translator):
    translator.translation_rights.all().delete()
    assert languages_to_correct(translator) == []


def test_who_may_only_look_has_no_fields(client, user_with_role, address):
    from django.contrib.auth.models import Permission

    user = user_with_role("editor")
    user.user_permissions.add(Permission.objects.get(codename="view_correction"))
    client.force_login(user)
    html = read(client.get(address("Exhibitions")))
    assert not html.select("textarea[lang]")
    assert "Выставки" in html.get_text()
    client.post(address("Exhibitions"), {"withdraw": "fr"})
    assert not Correction.objects.exists()
