"""Keeping public pages: on where visitors come, off for developers and most tests (decision 14)."""

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"

# In the memory of each worker: 20 to 130 kB for a page.
CACHES = {
    "default": {"BACKEND": LOCMEM},
    "pages": {"BACKEND": LOCMEM, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 500}},
}


def with_kept_pages(middleware: list[str]) -> list[str]:
    """A list of middleware with the page cache at its place: below the corrections of interface strings."""
    above = middleware.index("museum_site.translations.strings.middleware.CorrectionsMiddleware") + 1
    return [*middleware[:above], "museum_site.page_cache.middleware.PageCacheMiddleware", *middleware[above:]]
