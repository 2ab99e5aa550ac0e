"""The rules of docs that hold for every module, model and form: checked, so that they stay true."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.utils.functional import Promise
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import get_edit_handler
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from museum_site.core.blocks import BodyBlock
from museum_site.core.models import (
    ProsePage,
    ProsePageQuerySet,
    RecordPage,
    TranslatedRow,
    translated_fields,
)
from museum_site.core.registry import Registered

ROOT = Path(settings.BASE_DIR)
OURS = ("museum_site", "partnerships", "exhibitions", "delegations")
MODULES = sorted(
    path for package in OURS for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
)
MODELS = [model for model in apps.get_models() if model.__module__.startswith(OURS)]
PAGES = [model for model in get_page_models() if issubclass(model, ProsePage)]
# Written by code only, never shown.
INTERNAL = {
    "core.MuseumRendition",
    "core.RegistrySequence",
    "search.SearchEntry",
    "open_data.ImportedRow",
    "page_cache.Edition",
    "strings.Stamp",
    "translations.Comment",
    "translations.TranslatableRecord",
    "translations.SourceText",
    "translations.TranslatedText",
    "translations.DraftText",
    "translations.DraftAlternative",
    "translations.MinorChange",
    "translations.Version",
}


def module_name(path) -> str:
    """The dotted name of a file's module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


# --- Imports point one way ------------------------------------------------------------------------

# Each package may import from those on earlier lines, and from itself.
TIERS = [
    ["museum_site.settings", "museum_site.formats"],
    ["museum_site.core"],
    ["partnerships"],
    ["exhibitions", "delegations"],
    ["museum_site.figures"],
    ["museum_site.search", "museum_site.open_data"],
    ["museum_site.translations"],
    ["museum_site.page_cache", "museum_site.home"],
    ["museum_site.demo"],
    ["museum_site.urls", "museum_site.wsgi"],
]
RANKS = {package: rank for rank, packages in enumerate(TIERS) for package in packages}


def package_of(module) -> str | None:
    """The package of TIERS that a module belongs to; None for modules of others."""
    return next((package for package in RANKS if module == package or module.startswith(f"{package}.")), None)


def imports(path) -> list[str]:
    """The dotted names of every module that a file imports, wherever in the file."""
    found, inside = [], module_name(path).split(".")
    if path.name != "__init__.py":
        inside = inside[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = inside[: len(inside) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found += [f"{module}.{alias.name}" for alias in node.names]
    return found


def test_every_package_has_its_place():
    assert {module_name(path) for path in MODULES if not package_of(module_name(path))} == {"museum_site"}


def test_imports_point_one_way():
    wrong = [
        f"{module_name(path)} imports {name}"
        for path in MODULES
        if (own := package_of(module_name(path)))
        for name in imports(path)
        if (package := package_of(name)) and package != own and RANKS[package] >= RANKS[own]
    ]
    assert not wrong


# --- Words are translated when they are read, not when a module is loaded -------------------------

EAGER = {"gettext", "ngettext", "pgettext", "npgettext"}


class LoadedWords(ast.NodeVisitor):
    """Collects translations that happen while a module is loaded: outside of functions."""

    def __init__(self, tree):
        self.lines = []
        self.names = {
            alias.asname or alias.name: alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
        }
        self.visit(tree)

    def visit_FunctionDef(self, node):
        for part in [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults]:
            if part is not None:
                self.visit(part)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  # noqa: N815

    def visit_Lambda(self, node):
        """What a lambda does it does later."""

    def is_translation(self, node, names):
        """Whether a node is a call of one of the functions of django.utils.translation."""
        return isinstance(node, ast.Call) and self.names.get(getattr(node.func, "id", None)) in names

    def visit_Call(self, node):
        used_at_once = isinstance(node.func, ast.Attribute) and self.is_lazy(node.func.value)
        if self.is_translation(node, EAGER) or used_at_once:
            self.lines.append(node.lineno)
        if getattr(node.func, "id", None) == "str" and any(self.is_lazy(part) for part in node.args):
            self.lines.append(node.lineno)
        self.generic_visit(node)

    def visit_BinOp(self, node):
        if self.is_lazy(node.left) or self.is_lazy(node.right):
            self.lines.append(node.lineno)
        self.generic_visit(node)

    def visit_FormattedValue(self, node):
        if self.is_lazy(node.value):
            self.lines.append(node.lineno)
        self.generic_visit(node)

    def is_lazy(self, node):
        """Whether a node is a lazy translation."""
        return self.is_translation(node, {f"{name}_lazy" for name in EAGER})


def test_nothing_is_translated_while_a_module_is_loaded():
    lines = {module_name(path): LoadedWords(ast.parse(path.read_text())).lines for path in MODULES}
    assert {name: found for name, found in lines.items() if found} == {}


@pytest.mark.parametrize(
    "line",
    [
        'a = gettext("x")',
        'class A:\n    a = gettext("x")',
        'a = _("x %s") % 1',
        'a = f"{_(1)}"',
        'a = _("x {}").format(1)',
        'a = str(_("x"))',
        'def f(a=gettext("x")): pass',
    ],
)
def test_the_check_sees_what_it_looks_for(line):
    head = "from django.utils.translation import gettext, gettext_lazy as _\n"
    assert LoadedWords(ast.parse(head + line)).lines
    assert not LoadedWords(ast.parse(f'{head}def f():\n    return gettext("x")\na = _("x")')).lines


def words_of(model):
    """Every text of a model that staff or visitors read, with where it stands."""
    meta = model._meta
    yield "verbose_name", meta.verbose_name
    for field in meta.local_fields:
        original = getattr(field, "translated_field", field)
        if field.auto_created or getattr(field.remote_field, "parent_link", False) or not field.editable:
            continue
        if not (
            field.is_relation and field.name in ("page", "visit") and type(field).__name__ == "ParentalKey"
        ):
            yield f"{field.name}.verbose_name", original.verbose_name
        if field.help_text:
            yield f"{field.name}.help_text", original.help_text
        for validator in field._validators:
            if getattr(validator, "message", None):
                yield f"{field.name}: {type(validator).__name__}", validator.message
        if (
            getattr(field, "choices", None)
            and field.choices != settings.LANGUAGES
            and field.name != "language"
        ):
            for value, label in field.choices:
                yield f"{field.name}: choice {value}", label
    for constraint in meta.constraints:
        if constraint.violation_error_message != constraint.default_violation_error_message:
            yield constraint.name, constraint.violation_error_message


# Names of authorities are the same in every language.
PROPER_NAMES = {"Wikidata", "ULAN", "ISIL", "ROR", "VIAF"}


@pytest.mark.parametrize(
    "model",
    [model for model in MODELS if model._meta.label not in INTERNAL],
    ids=lambda model: model.__name__,
)
def test_every_word_of_a_model_is_translatable(model):
    fixed = {where: text for where, text in words_of(model) if not isinstance(text, Promise)}
    # Fields that Orderable and Wagtail's image bring along are not ours to name.
    ours = {where for where, text in fixed.items() if text not in PROPER_NAMES}
    assert {where for where in ours if not where.startswith(("sort_order", "focal_point"))} == set()


# --- Forms edit the language that they name -------------------------------------------------------


def edited_models():
    """Every page and record that staff edit."""
    return [*PAGES, *(model for model in get_snippet_models() if model.__module__.startswith(OURS))]


def form_of(model):
    """The form in which staff edit a page or record."""
    handler = model.get_edit_handler() if issubclass(model, ProsePage) else get_edit_handler(model)
    return handler.get_form_class()


def fields_of(form_class, model):
    """Pairs of model and field name of a form and of the rows in it."""
    yield from ((model, name) for name in form_class.base_fields)
    for formset in getattr(form_class, "formsets", {}).values():
        yield from fields_of(formset.form, formset.model)


@pytest.mark.parametrize("model", edited_models(), ids=lambda model: model.__name__)
def test_no_form_has_a_field_of_the_editor_s_own_language(model):
    found = list(fields_of(form_of(model), model))
    assert found
    assert [(owner.__name__, name) for owner, name in found if name in translated_fields(owner)] == []


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_the_form_of_a_page_has_the_source_languages_only(model):
    names = {name for _owner, name in fields_of(form_of(model), model)}
    for field in model.prose_fields:
        columns = {name for name in names if name.startswith(f"{field}_")}
        assert columns == {f"{field}_{code.replace('-', '_')}" for code in settings.SOURCE_LANGUAGES}


# --- Models ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_every_page_has_a_template_and_prose_in_every_language(model):
    get_template(model.template)
    assert {"heading", "summary", "body"} <= set(translated_fields(model))
    assert issubclass(model.objects.all().__class__, ProsePageQuerySet)


@pytest.mark.parametrize("name", BodyBlock.base_blocks)
def test_every_block_has_a_template_or_prints_itself(name):
    template = getattr(BodyBlock.base_blocks[name].meta, "template", None)
    if name == "paragraph":
        assert template is None
    else:
        get_template(template)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_rows_with_words_can_be_found_again(model):
    for relation in get_all_child_relations(model) if hasattr(model, "_meta") else ():
        row = relation.related_model
        if row.__module__.startswith(OURS) and translated_fields(row):
            assert issubclass(row, TranslatedRow)


def test_every_register_has_its_own_letter():
    prefixes = [model.registry_prefix for model in MODELS if issubclass(model, Registered)]
    assert all(len(prefix) == 1 and prefix.isupper() for prefix in prefixes)
    assert len(set(prefixes)) == len(prefixes)
    assert {model for model in PAGES if issubclass(model, RecordPage)} <= set(MODELS)
