"""The term base in the admin's menu, its forbidden forms in the page editor, its checks and hints at the desk."""

from django.conf import settings
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from museum_site.translations.checks import check

from .enums import Usage
from .glossaries import approved_terms, record_names
from .matching import terms_in
from .source_texts import forbidden_in_words, texts_of_page
from .viewsets import ConceptViewSet

register_snippet(ConceptViewSet)


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def point_out_forbidden_forms(request, page):
    """Tell an editor who has saved a page which words the term base forbids; the page is saved all the same.

    What saves itself while somebody writes (Wagtail asks for JSON then) would heap up messages for later.
    """
    if request.accepts("text/html"):
        for sentence in forbidden_in_words(texts_of_page(page)):
            messages.warning(request, sentence)


@hooks.register("before_bulk_action")
def block_forbidden_forms_of_many(request, action_type, objects, action):
    """Publish none of many pages if one has a forbidden form, if TRANSLATION_TERMS says so: they go through no form."""
    is_publication = action_type == "publish" and action.model is Page
    if request.method != "POST" or not is_publication or settings.TRANSLATION_TERMS != "block":
        return None
    pages = list(objects)
    if "include_descendants" in request.POST:
        pages += [draft for page in objects for draft in page.get_descendants().not_live()]
    sentences = [
        f"{page.get_admin_display_title()}: {sentence}"
        for page in pages
        for sentence in forbidden_in_words(texts_of_page(page.get_latest_revision_as_object()))
    ]
    for sentence in sentences:
        messages.error(request, sentence)
    return redirect(action.next_url) if sentences else None


@hooks.register("check_translations")
def check_against_sources(pairs, language):
    """What may be wrong with translations at the desk, by the key of the text."""
    concepts, names = approved_terms(), record_names()
    return {
        source.key: check(
            source.text,
            translation,
            source_language=source.language,
            language=language,
            kind=source.kind,
            max_length=source.max_length,
            concepts=concepts,
            names=names,
        )
        for source, translation in pairs
        if translation
    }


@hooks.register("translation_hints")
def terms_of_source(source, language):
    """The terms and names in a source text with what to write in a language, each once.

    Where the same words are the preferred form of one concept and a wider word for another, the first is meant.
    """
    found = [
        hit
        for glossary in (approved_terms(), record_names())
        for hit in terms_in(source.text, source.language, glossary, source.kind)
    ]
    preferred = {(hit.start, hit.end) for hit in found if hit.wording.usage == Usage.PREFERRED}
    hits = [
        (hit.found, hit.entry.preferred(language))
        for hit in found
        if hit.wording.usage == Usage.PREFERRED or (hit.start, hit.end) not in preferred
    ]
    # Translators: a term of the source text and what to write for it in the other language.
    return [
        gettext("%(term)s: %(expected)s") % {"term": term, "expected": expected}
        for term, expected in dict.fromkeys(hits)
        if expected
    ]
