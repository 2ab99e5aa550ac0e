"""How much a first visit costs: bytes on the wire, requests, movement on the page."""

from urllib.parse import urlsplit

import pytest

KB = 1000
# A record without a picture, in each kind of script.
RECORD = "/agreements/palace-museum-cicg-2022/"
LANGUAGES = ["en", "zh-hans", "ru", "ar", "ja", "de"]


class Traffic:
    """What a page fetches: `sizes` in bytes on the wire, by address, and `hosts`."""

    def __init__(self):
        self.sizes, self.addresses = {}, {}

    def __call__(self, page):
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.requestWillBeSent", lambda event: self.sent(event["requestId"], event["request"]["url"])
        )
        session.on(
            "Network.loadingFinished", lambda event: self.came(event["requestId"], event["encodedDataLength"])
        )

    def sent(self, request, url):
        if not url.startswith("data:"):
            self.addresses[request] = url

    def came(self, request, size):
        if request in self.addresses:
            self.sizes[self.addresses[request]] = size

    @property
    def total(self):
        return sum(self.sizes.values())

    @property
    def hosts(self):
        return {urlsplit(address).netloc for address in self.addresses.values()}


def settled(page):
    """Wait until fonts are there and nothing is loading, and give the shift of the layout (CLS)."""
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    return page.evaluate(
        """() => new Promise(resolve => {
            let sum = 0;
            const observer = new PerformanceObserver(list => {
                for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
            });
            observer.observe({type: "layout-shift", buffered: true});
            requestAnimationFrame(() => requestAnimationFrame(() => { observer.disconnect(); resolve(sum); }));
        })"""
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_without_pictures_weighs_at_most_100_kb_in_8_requests(visit, demo_site, language):
    traffic = Traffic()
    page = visit(f"/{language}{RECORD}", width=390, watch=traffic)
    shift = settled(page)
    assert traffic.total <= 100 * KB, traffic.sizes
    assert len(traffic.sizes) <= 8, traffic.sizes
    assert traffic.hosts == {urlsplit(demo_site).netloc}
    assert shift < 0.001


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_home_weighs_at_most_350_kb_on_a_phone(visit, demo_site, language):
    traffic = Traffic()
    page = visit(f"/{language}/", width=390, watch=traffic, device_scale_factor=2)
    for _step in range(12):
        page.mouse.wheel(0, 900)
        page.wait_for_load_state("networkidle")
    shift = settled(page)
    pictures = [address for address in traffic.sizes if "/media/images/" in address]
    assert len(pictures) >= 5, "the pictures were fetched too"
    assert traffic.total <= 350 * KB, traffic.sizes
    assert traffic.hosts == {urlsplit(demo_site).netloc}
    assert shift < 0.001


# Whether the end of the page is laid out.
LAID_OUT = "document.querySelector('.footer-last a').checkVisibility({contentVisibilityAuto: true})"


@pytest.mark.parametrize("path", ["/en/", "/ar/exhibitions/", f"/zh-hans{RECORD}"])
def test_the_end_of_a_page_is_laid_out_once_the_page_is_there(visit, path):
    note = f"addEventListener('load', () => {{ window.wasLaidOut = {LAID_OUT}; }})"
    page = visit(path, width=390, watch=lambda page: page.add_init_script(note))
    assert page.evaluate("wasLaidOut") is False
    page.wait_for_selector(".later", state="detached")
    assert page.evaluate(LAID_OUT)


def test_without_scripts_everything_is_laid_out_at_once(visit):
    page = visit("/en/", width=390, scripts=False)
    assert page.evaluate(LAID_OUT)


@pytest.mark.parametrize("path", ["/en/exhibitions/", "/ar/agreements/"])
def test_nothing_moves_while_a_reader_scrolls_through_a_register(visit, path):
    page = visit(path, width=390)
    for _step in range(12):
        page.mouse.wheel(0, 900)
        page.wait_for_load_state("networkidle")
    assert settled(page) < 0.001


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/en/#latest-news", "/en/delegations/#V-2019-002"])
def test_a_link_into_a_page_leads_to_its_place(visit, path, width):
    page = visit(path, width=width)
    page.wait_for_selector(".later", state="detached")
    settled(page)
    assert 0 <= page.locator(f"#{path.partition('#')[2]}").bounding_box()["y"] < 200


@pytest.mark.parametrize("width", [390, 1280])
def test_a_link_to_words_leads_to_them(visit, width):
    words = "Global Museum Directors Forum"
    page = visit(f"/en/delegations/#:~:text={words.replace(' ', '%20')}", width=width)
    page.wait_for_selector(".later", state="detached")
    settled(page)
    assert 0 <= page.get_by_text(words).bounding_box()["y"] < 800


@pytest.mark.parametrize("path", ["/en/exhibitions/", "/en/delegations/#V-2023-002"])
def test_the_way_back_leads_to_the_place_that_was_left(visit, path):
    page = visit(path, width=390)
    page.wait_for_selector(".later", state="detached")
    page.evaluate("scrollTo(0, 2500)")
    page.wait_for_function("() => scrollY === 2500")
    page.goto("/en/about/")
    page.go_back()
    page.wait_for_selector(".later", state="detached")
    settled(page)
    assert page.evaluate("scrollY") == 2500


@pytest.mark.parametrize(
    "path",
    ["/en/", "/en/exhibitions/", "/ar/agreements/palace-museum-cicg-2022/", "/ja/partners/", "/en/figures/"],
)
def test_a_page_says_the_same_without_scripts(visit, path):
    pages = visit(path), visit(path, scripts=False)
    with_scripts, without = (page.locator("main").inner_text() for page in pages)
    # Scripts may add a button; they may not take away or bring a word that matters.
    missing = set(without.split()) - set(with_scripts.split())
    assert not missing
    added = [line for line in with_scripts.splitlines() if line.strip() and line not in without.splitlines()]
    assert len(added) <= 2, added
