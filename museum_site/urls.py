"""The addresses of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from exhibitions.calendars import exhibition_calendar
from museum_site.core import sitemaps, views
from museum_site.core.media import media_urlpatterns
from museum_site.home.cards import social_card
from museum_site.home.countries import country_list, country_page
from museum_site.home.feedback import send_feedback
from museum_site.home.feeds import RegisterFeed
from museum_site.home.languages import languages_page
from museum_site.home.manifest import manifest
from museum_site.home.style_guide import style_guide
from museum_site.search.views import search_page

urlpatterns = [
    path("", views.front_door, name="front_door"),
    re_path(r"^id/(?P<number>[^/]+)/?$", views.permanent_address, name="permanent_address"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-<str:code>.xml", sitemaps.sitemap, name="sitemap"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *media_urlpatterns(),
    *i18n_patterns(
        path("search/", search_page, name="search"),
        path("languages/", languages_page, name="languages"),
        path("cards/<str:key>.jpg", social_card, name="card"),
        path("site.webmanifest", manifest, name="manifest"),
        path("style-guide/", style_guide, name="style_guide"),
        path("countries/", country_list, name="countries"),
        re_path(r"^countries/(?P<code>[A-Za-z]{2})/$", country_page, name="country"),
        path("feedback/send/", send_feedback, name="send_feedback"),
        path("<slug:slug>/feed/", RegisterFeed(), name="feed"),
        path("<slug:section>/<slug:slug>/calendar.ics", exhibition_calendar, name="calendar"),
        # Wagtail's own addresses, with our way to find a page.
        *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
        re_path(wagtail_urls.serve_pattern, views.serve, name="wagtail_serve"),
        prefix_default_language=True,
    ),
]

handler400 = "museum_site.core.errors.bad_request"
handler403 = "museum_site.core.errors.permission_denied"
handler404 = "museum_site.core.errors.page_not_found"
handler500 = "museum_site.core.errors.server_error"

if "debug_toolbar" in settings.INSTALLED_APPS:
    from debug_toolbar.toolbar import debug_toolbar_urls

    urlpatterns = [*debug_toolbar_urls(), *urlpatterns]
