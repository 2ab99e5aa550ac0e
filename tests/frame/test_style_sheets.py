"""What the style sheets may hold, and that visitors get them as one file."""

import importlib.util
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.management import call_command

SCRIPT = settings.BASE_DIR / "script" / "check_css.py"


@pytest.fixture(scope="module")
def check_css():
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("check_css", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_our_style_sheets_have_no_fault(check_css):
    assert check_css.faults(sorted(check_css.CSS.glob("*.css"))) == []


@pytest.mark.parametrize(
    "rule",
    [
        "margin-left: 1rem",
        "padding-top: 0",
        "border-bottom: 1px solid",
        "left: 0",
        "float: right",
        "width: 3rem",
        "min-height: 1px",
        "text-align: right",
        "color: var(--nobody)",
        "color: #123456",
    ],
)
def test_physical_properties_unknown_names_and_stray_colours_are_refused(check_css, tmp_path, rule):
    path = tmp_path / "page.css"
    path.write_text(f"/* left: 0 */\n.a {{\n  {rule};\n}}\n")
    (problem,) = check_css.faults([path])
    assert problem.startswith("page.css:3:")


def test_a_query_for_the_width_of_the_window_is_no_fault(check_css, tmp_path):
    path = tmp_path / "page.css"
    path.write_text("@media (min-width: 3rem) {\n  .a { inline-size: 1px; }\n}\n")
    assert check_css.faults([path]) == []


def test_visitors_get_one_style_sheet(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "museum_site.core.static_storage.OneStyleSheetStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    (sheet,) = (path for path in (tmp_path / "css").glob("site.*.css"))
    text = sheet.read_text()
    assert "@import" not in text
    assert "/*" not in text
    source = Path(find("css/site.css")).read_text()
    layers = re.findall(r'@import url\("[\w-]+\.css"\) layer\((\w+)\)', source)
    assert re.findall(r"^@layer (\w+) \{", text, flags=re.MULTILINE) == layers
    assert text.count("{") == text.count("}")
    fonts = re.findall(r'url\("([^"]+\.woff2)"\)', text)
    assert fonts
    assert all((sheet.parent / font).exists() for font in fonts)
