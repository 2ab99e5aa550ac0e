"""The term base in the admin's menu, its forbidden forms in the page editor, its checks and hints at the desk."""

from django.conf import settings
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from museum_site.translations.checks import check

from .glossaries import approved_terms, record_names
from .matching import terms_in
from .source_texts import forbidden_forms
from .viewsets import ConceptViewSet

register_snippet(ConceptViewSet)


def tell(request, page, show) -> bool:
    """Show a message for each forbidden form in a page's source texts; whether there was one."""
    found = forbidden_forms(page)
    for field, hit, expected in found:
        if expected:
            sentence = gettext("%(field)s: the term base forbids “%(found)s”. Write “%(expected)s”.")
        else:
            sentence = gettext("%(field)s: the term base forbids “%(found)s”.")
        show(request, sentence % {"field": field, "found": hit.found, "expected": expected})
    return bool(found)


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def point_out_forbidden_forms(request, page):
    """Tell an editor who has saved a page which words the term base forbids; the page is saved all the same.

    What saves itself while somebody writes (Wagtail asks for JSON then) would heap up messages for later.
    """
    if request.accepts("text/html"):
        tell(request, page, messages.warning)


@hooks.register("before_publish_page")
def block_forbidden_forms(request, page):
    """Keep a page with forbidden forms a draft, if TRANSLATION_TERMS says so; what was written is saved."""
    if settings.TRANSLATION_TERMS == "block" and tell(request, page, messages.error):
        messages.warning(request, gettext("The page was saved as a draft and not published."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


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
    """The terms and names in a source text with what to write in a language, each once."""
    hits = [
        (hit.found, hit.entry.preferred(language))
        for glossary in (approved_terms(), record_names())
        for hit in terms_in(source.text, source.language, glossary, source.kind)
    ]
    # Translators: a term of the source text and what to write for it in the other language.
    return [
        gettext("%(term)s: %(expected)s") % {"term": term, "expected": expected}
        for term, expected in dict.fromkeys(hits)
        if expected
    ]
