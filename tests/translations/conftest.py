"""What the tests of the desk share: indexed records, people with rights, a short way to publish."""

import pytest

from museum_site.translations import desk
from museum_site.translations.enums import Step
from museum_site.translations.index import index_records
from museum_site.translations.models import TranslatableRecord, Translation, TranslationRight
from museum_site.translations.segments import digest
from tests.factories import UserFactory


def look_at(*records, **kwargs):
    """Index records as signals do after a transaction."""
    for record in records:
        index_records(type(record), [record.pk], **kwargs)


def translation_of(record, code="fr") -> Translation:
    """The translation of a record into a language, with its state."""
    row = TranslatableRecord.objects.of(record)
    translations = Translation.objects.with_state().with_numbers().select_related("record")
    return translations.get(record__in=row, language=code)


def state_of(record, code="fr") -> str:
    """The state of a record in a language."""
    return translation_of(record, code).state


def write_texts(translation, user, texts: dict, **kwargs) -> list:
    """Save texts as the form does for somebody who has just opened it."""
    there = {text.key: text.text for text in translation.texts.all()}
    there |= {draft.key: draft.text for draft in translation.drafts.all()}
    entries = [desk.Entry(key, text, digest(there.get(key, "")), **kwargs) for key, text in texts.items()]
    return desk.save_texts(translation, user, entries)


@pytest.fixture
def translator(db):
    """Somebody who translates into French, everywhere."""
    user = UserFactory()
    TranslationRight.objects.create(user=user, language="fr")
    return user


@pytest.fixture
def reviewer(db):
    """Somebody who reviews French, everywhere."""
    user = UserFactory()
    TranslationRight.objects.create(user=user, language="fr", may_translate=False, may_review=True)
    return user


@pytest.fixture
def publish(translator, reviewer):
    """A function that translates texts of a record into French, and has them reviewed and published."""

    def publish(record, texts, **kwargs):
        translation = translation_of(record)
        write_texts(translation, translator, texts)
        desk.submit(translation, translator)
        assert Translation.objects.get(pk=translation.pk).step == Step.REVIEW
        return desk.publish(translation, reviewer, **kwargs)

    return publish
