"""A record as a list of texts, and the way back."""

import pytest
from django.conf import settings
from modeltranslation.translator import translator as registry
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from exhibitions.models import ExhibitionPage
from museum_site.core.models import MuseumImage, ProsePage, TranslatedRow
from museum_site.home.models import StandardPage
from museum_site.translations import records
from museum_site.translations.segments import (
    aligned,
    build,
    clean_rich_text,
    digest,
    has_words,
    leaves,
    source_texts,
    texts_in,
    translated_stream,
)
from tests.factories import ExhibitionFactory, ImageFactory, ShowingFactory, StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def fresh(record):
    """The record as the database has it."""
    return type(record).objects.get(pk=record.pk)


def body(*items):
    """A stored body: pairs of identifier and (type, value)."""
    return [{"id": identifier, "type": kind, "value": value} for identifier, kind, value in items]


def page_with(**bodies):
    """A standing text with bodies given as for body(), by column."""
    field = StandardPage._meta.get_field("body_en")
    values = {name: field.stream_block.to_python(body(*items)) for name, items in bodies.items()}
    return fresh(StandardPageFactory(heading_en="About", **values))


# --- What is there --------------------------------------------------------------------------------


def test_every_model_with_words_is_at_the_desk():
    """A model that is registered for translation needs nothing else: it is a record or a row of one."""
    for model in registry.get_registered_models(abstract=False):
        parent = records.parent_of(model)
        assert (parent or model) in records.desk_models()
        assert parent is None or issubclass(model, TranslatedRow)
        assert records.register_of(parent or model) in records.register_labels()
    assert {model for model in get_page_models() if issubclass(model, ProsePage)} <= set(
        records.desk_models()
    )
    assert MuseumImage in records.desk_models()


def test_every_kind_of_place_has_its_key_and_label():
    page = page_with(
        body_en=[
            ("a", "heading", "Aims"),
            ("b", "paragraph", "<p>Words</p>"),
            ("c", "quote", {"text": "Friendship", "source": "The director"}),
            ("d", "figure", {"image": None}),
        ]
    )
    texts = {text.key: text for text in source_texts(page, "en")}
    assert list(texts) == ["heading", "body:a", "body:b", "body:c.text", "body:c.source"]
    assert [texts[key].kind for key in ("heading", "body:b")] == ["plain", "rich"]
    assert (texts["heading"].max_length, texts["body:a"].max_length) == (255, 160)
    assert "link" in texts["body:b"].features
    assert texts["body:c.source"].label == "Body: 3. Quotation: Said or written by"


def test_rows_are_named_by_their_uid_and_counted():
    exhibition = fresh(
        ExhibitionFactory(showings=[ShowingFactory(note_en="Free entry"), ShowingFactory(note_en="Closed")])
    )
    rows = list(exhibition.showings.all())
    texts = {text.key: text.label for text in source_texts(exhibition, "en")}
    assert texts[f"showings:{rows[1].uid}.note"] == "Showing 2: Note"


def test_an_image_has_texts():
    image = ImageFactory(alt_en="A vase", caption_zh_hans="花瓶")
    texts = source_texts(image, "en")
    assert [(text.key, text.text, text.language) for text in texts] == [
        ("alt", "A vase", "en"),
        ("caption", "花瓶", "zh-hans"),
    ]


def test_a_translator_may_read_either_source_language():
    page = fresh(StandardPageFactory(heading_en="About", heading_zh_hans="关于", summary_en="Only English"))
    texts = {text.key: (text.text, text.language) for text in source_texts(page, "zh-hans")}
    assert texts == {"heading": ("关于", "zh-hans"), "summary": ("Only English", "en")}


@pytest.mark.parametrize(
    "text", ["", None, "  \n", "<p></p>", '<p data-block-key="x1"> </p>', "<p>&nbsp;</p>"]
)
def test_nothing_to_read_is_no_text(text):
    assert not has_words(text)


def test_what_a_reader_does_not_see_makes_no_difference():
    assert digest('<p data-block-key="a1">Words</p>') == digest('<p data-block-key="zz">Words</p>\r\n')
    assert digest("<p>Words</p>") != digest("<p>Word</p>")


def test_formatting_that_the_place_does_not_allow_is_dropped():
    assert "script" not in clean_rich_text("<p>A<script>alert(1)</script></p>", ["bold"])
    assert "<h2" not in clean_rich_text("<h2>A</h2>", ["bold"])
    assert "<b>" in clean_rich_text("<p><b>A</b></p>", ["bold"])


# --- And back -------------------------------------------------------------------------------------


def test_a_body_is_built_from_the_blocks_of_the_source():
    page = page_with(
        body_en=[
            ("a", "heading", "Aims"),
            ("d", "document", 7),
            ("c", "quote", {"text": "Friendship", "source": "The director"}),
        ]
    )
    texts = {
        "heading": "À propos",
        "body:a": "Buts",
        "body:c.text": "Amitié",
        "body:c.source": "Le directeur",
    }
    [(_page, columns)] = build(page, "fr", texts, "en").columns
    assert columns["heading_fr"] == "À propos"
    assert list(columns["body_fr"].raw_data) == body(
        ("a", "heading", "Buts"),
        ("d", "document", 7),
        ("c", "quote", {"text": "Amitié", "source": "Le directeur"}),
    )
    assert page.body_en[0].value == "Aims"


def test_a_body_waits_until_all_its_texts_are_there():
    page = page_with(body_en=[("a", "heading", "Aims"), ("b", "paragraph", "<p>Words</p>")])
    made = build(page, "fr", {"heading": "À propos", "body:a": "Buts"}, "en")
    assert made.columns == [(page, {"heading_fr": "À propos"})]
    assert made.held_back == {"body:a"}


def test_a_body_that_is_public_follows_the_source_without_what_is_new_there():
    page = page_with(body_en=[("new", "paragraph", "<p>New</p>"), ("a", "heading", "Aims")])
    texts = {"body:a": "Buts", "body:gone": "Disparu"}
    [(_page, columns)] = build(page, "fr", texts, "en", published=texts).columns
    assert list(columns["body_fr"].raw_data) == body(("a", "heading", "Buts"))


def test_what_the_desk_knows_nothing_of_is_left_alone():
    page = page_with(
        body_en=[("a", "heading", "Aims")],
        body_fr=[("x", "heading", "Un"), ("y", "heading", "Deux")],
    )
    assert build(page, "fr", {}, "en").columns == []
    assert texts_in(page, "fr", "en").keys().isdisjoint({"body:a"})


def test_blocks_in_the_same_order_are_each_other_s_translation():
    page = page_with(
        body_en=[("a", "heading", "Aims"), ("b", "paragraph", "<p>Words</p>")],
        body_zh_hans=[("x", "heading", "目的"), ("y", "paragraph", "<p>文字</p>")],
        body_fr=[("q", "heading", "Buts"), ("r", "paragraph", "<p>Mots</p>")],
    )
    assert texts_in(page, "fr", "en") == {"body:a": "Buts", "body:b": "<p>Mots</p>"}
    assert [text.key for text in source_texts(page, "zh-hans")] == ["heading", "body:a", "body:b"]
    assert aligned(body(("x", "heading", "目的")), body(("b", "paragraph", ""))) == body(
        ("x", "heading", "目的")
    )


class Deep(blocks.StreamBlock):
    """Blocks within blocks, as a museum may add them."""

    links = blocks.ListBlock(
        blocks.StructBlock([("title", blocks.CharBlock()), ("address", blocks.URLBlock())])
    )
    columns = blocks.StreamBlock([("text", blocks.TextBlock())])


def test_texts_are_found_however_deep_they_lie():
    raw = [
        {
            "id": "l",
            "type": "links",
            "value": [
                {"id": "1", "type": "item", "value": {"title": "Map", "address": "https://example.org"}}
            ],
        },
        {"id": "c", "type": "columns", "value": [{"id": "2", "type": "text", "value": "Words"}]},
    ]
    found = {leaf.path: leaf.text for leaf in leaves(Deep(), {"value": raw}, "value", "body", "")}
    assert found == {"body:l:1.title": "Map", "body:c:2": "Words"}
    texts = {"body:l:1.title": "Plan", "body:c:2": "Mots"}
    made, used, missing = translated_stream(StreamField(Deep()), raw, "body", texts)
    assert (used, missing) == (set(texts), set())
    assert made[0]["value"][0]["value"] == {"title": "Plan", "address": "https://example.org"}


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_what_is_taken_apart_goes_together_again(code):
    page = page_with(body_en=[("a", "heading", "Aims"), ("c", "quote", {"text": "Friendship", "source": ""})])
    texts = {text.key: f"«{text.text}» ‏\U00020000" for text in source_texts(page, "en")}
    for obj, columns in build(page, code, texts, "en").columns:
        for name, value in columns.items():
            setattr(obj, name, value)
    assert texts_in(page, code, "en") == texts


def test_pages_alone_have_a_register_of_their_own():
    assert records.register_of(StandardPage) == records.STANDING_PAGES
    assert records.register_of(ExhibitionPage) == "exhibitions.exhibitionpage"
