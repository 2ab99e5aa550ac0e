"""`script/messages --check` says how complete each catalogue is, and which must not stay as it is."""

import importlib.util
import shutil

import polib
import pytest


@pytest.fixture
def messages(settings):
    """The work of script/messages."""
    spec = importlib.util.spec_from_file_location("messages", settings.BASE_DIR / "script/messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path, settings, messages):
    """A copy of the catalogues in which two French texts are missing: a plain one and one plural form."""
    shutil.copytree(settings.BASE_DIR / "locale", tmp_path / "locale")
    path = messages.po_path(tmp_path, "fr")
    po = polib.pofile(str(path), wrapwidth=0)
    po.find("Exhibitions", msgctxt=False).msgstr = ""
    po.find("%(number)s visit", msgctxt=False).msgstr_plural[1] = ""
    po.save()
    return tmp_path


def test_the_coverage_of_each_language_is_printed(messages, checkout, capsys):
    problems = messages.report_coverage(checkout)
    translated, texts = messages.coverage(checkout)["fr"]
    assert texts - translated == 2
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["fr", str(translated), "of", str(texts), "texts", "99", "%"] in lines
    assert ["de", str(texts), "of", str(texts), "texts", "100", "%"] in lines
    assert problems == ["fr: 2 texts are not translated"]


def test_a_language_that_visitors_do_not_see_may_be_unfinished(messages, checkout, monkeypatch):
    monkeypatch.setattr(messages, "PUBLIC_LANGUAGES", ("en", "de"))
    assert messages.report_coverage(checkout) == []


def test_a_catalogue_that_is_not_there_is_a_problem(messages, checkout):
    messages.po_path(checkout, "de").unlink()
    assert "de: there is no catalogue" in messages.report_coverage(checkout)


def test_the_catalogues_of_public_languages_are_complete(messages, settings):
    assert messages.report_coverage(settings.BASE_DIR) == []
