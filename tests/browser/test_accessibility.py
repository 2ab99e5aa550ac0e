"""Every kind of page, in the light and the dark, wide and narrow, from left and from right."""

import pytest
from axe_playwright_python.sync_playwright import Axe

TYPES = {
    "home": "/",
    "exhibitions": "/exhibitions/",
    "partners": "/partners/",
    "agreements": "/agreements/?country=FR",
    "delegations": "/delegations/",
    "exhibition": "/exhibitions/repin-2025/",
    "agreement": "/agreements/palace-museum-cicg-2022/",
    "partner": "/partners/vmfa/",
    "delegation": "/delegations/macao-secretary-2026/",
    "country": "/countries/fr/",
    "countries": "/countries/",
    "figures": "/figures/",
    "news": "/news/",
    "about": "/about/",
    "department": "/department/",
    "search": "/search/?q=Paris",
    "feedback": "/feedback/",
    "languages": "/languages/",
    "not found": "/no-such-page/",
}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # What is right is not described, which takes as long as finding it.
    "resultTypes": ["violations"],
}
# Each kind of page in two of the four languages, wide and light, narrow and dark; three kinds in all four.
LANGUAGES = ["en", "zh-hans", "ar", "ja"]
VIEWS = [
    (kind, language, width, dark)
    for number, kind in enumerate(TYPES)
    for turn, language in enumerate(LANGUAGES)
    if kind in ("home", "exhibitions", "agreement") or turn in (number % 4, (number + 2) % 4)
    for width, dark in [((1280, False), (320, True))[(turn + number) // 2 % 2]]
]


@pytest.fixture(scope="module")
def axe():
    return Axe()


@pytest.mark.parametrize(("kind", "language", "width", "dark"), VIEWS)
def test_axe_finds_nothing(visit, axe, kind, language, width, dark):
    page = visit(f"/{language}{TYPES[kind]}", width=width, dark=dark, bypass_csp=True)
    # axe measures one thing after the other: nothing may move meanwhile.
    page.wait_for_selector(".later", state="detached")
    found = axe.run(page, options=RULES)
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("kind", TYPES)
def test_a_page_fits_320_pixels_and_wider_letters(visit, kind):
    """320 px is what 1280 px are at 400 % (WCAG 1.4.10); the spacing is that of WCAG 1.4.12."""
    for language in ("de", "ar"):
        page = visit(f"/{language}{TYPES[kind]}", width=320, bypass_csp=True)
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0, language
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
            "word-spacing: 0.16em !important }"
        )
        assert page.evaluate(overflow) <= 0, f"{language} with wider letters"


def test_forced_colours_keep_what_matters(visit):
    page = visit("/en/agreements/", forced_colors="active")
    assert page.locator(".navigation [aria-current]").first.is_visible()
    # The state of an agreement is told by words, and its mark keeps an outline.
    mark = page.locator(".status").first
    assert mark.inner_text().strip()
    assert mark.evaluate("element => getComputedStyle(element, '::before').borderTopStyle") == "solid"


@pytest.mark.parametrize("language", ["ar", "zh-hans", "ja", "ko"])
def test_no_latin_typography_where_it_does_not_belong(visit, language):
    page = visit(f"/{language}/agreements/palace-museum-cicg-2022/")
    wrong = page.evaluate(
        """tag => [...document.querySelectorAll("main *")].filter(element => {
            if (!element.closest("[lang]") || element.closest("[lang]").lang !== tag) return false;
            const style = getComputedStyle(element);
            return style.fontStyle !== "normal" || style.fontVariantCaps !== "normal"
                || !["normal", "0px"].includes(style.letterSpacing);
        }).map(element => element.outerHTML.slice(0, 80))""",
        {"zh-hans": "zh-Hans"}.get(language, language),
    )
    assert wrong == []


@pytest.mark.parametrize(("language", "font"), [("ja", "JP"), ("zh-hans", "SC"), ("ko", "KR")])
def test_each_language_is_set_in_its_own_forms(visit, language, font):
    page = visit(f"/{language}/")
    family = page.locator("h1").evaluate("element => getComputedStyle(element).fontFamily")
    assert family.split(",")[0] == f'"Noto Serif CJK {font}"'


def test_arabic_is_a_mirror(visit):
    left_to_right, right_to_left = (
        visit(f"/{language}/agreements/").evaluate(
            """() => Object.fromEntries([".seal", ".filters", ".masthead-languages", ".rows"].map(part => {
                const box = document.querySelector(part).getBoundingClientRect();
                return [part, Math.round(box.left + box.width / 2)];
            }))"""
        )
        for language in ("en", "ar")
    )
    for part, centre in left_to_right.items():
        assert (centre < 640) != (right_to_left[part] < 640), part
