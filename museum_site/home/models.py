"""The pages around the registers: home, news, the department, standing texts, feedback."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager

from museum_site.core.blocks import BodyBlock
from museum_site.core.models import ProsePage, ProsePageQuerySet, RecordPage, SectionPage
from museum_site.core.partial_dates import PartialDate
from museum_site.core.registers import RegisterPage
from partnerships.models import Institution

from .enums import FeedbackKind, FeedbackState


@register_setting(icon="globe")
class MuseumSettings(BaseSiteSetting):
    """Whose site this is: the institution's own record gives its name in every language, its address and its city."""

    institution = models.ForeignKey(
        Institution,
        verbose_name=_("museum"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [FieldPanel("institution")]
    select_related = ["institution__city"]

    class Meta:
        verbose_name = _("museum")


class HomePage(ProsePage):
    """The front page; its heading is the site's title."""

    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        from .views import home_context

        return super().get_context(request, *args, **kwargs) | home_context(self)

    def structured_data(self, request, museum):
        from .structured_data import museum_of_site

        return [museum_of_site(self, request, museum)] if museum else []


class StandardPage(ProsePage):
    """A standing text, such as "About the museum's international exchange"."""

    template = "pages/standard.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")


class DepartmentPage(ProsePage):
    """The department for international exchange. `message`, `mandate` and `contact` are translated."""

    template = "pages/department.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    message = StreamField(BodyBlock(), verbose_name=_("message"), blank=True)
    mandate = StreamField(BodyBlock(), verbose_name=_("mandate"), blank=True)
    contact = StreamField(BodyBlock(), verbose_name=_("contact"), blank=True)

    prose_fields = ("heading", "summary", "message", "mandate", "contact")

    class Meta:
        verbose_name = _("department page")


class NewsQuerySet(ProsePageQuerySet):
    """News."""

    def newest_first(self):
        """Order by the day of the news, latest first."""
        return self.order_by("-published_on", "-pk")


class NewsPage(RecordPage):
    """A news item about records of the registers."""

    registry_prefix = "N"
    template = "pages/news.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []

    published_on = models.DateField(_("date"), default=timezone.localdate)

    objects = PageManager.from_queryset(NewsQuerySet)()

    facts_panels = (
        FieldPanel("published_on"),
        InlinePanel("records", heading=_("Records that the news is about"), label=_("Record")),
    )

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def registry_year(self):
        return self.published_on.year

    def get_context(self, request, *args, **kwargs):
        from .views import news_context

        return super().get_context(request, *args, **kwargs) | news_context(self)

    def structured_data(self, request, museum):
        from .structured_data import news_article

        return [news_article(self, request, museum)]

    def event_date(self):
        return PartialDate.from_date(self.published_on)


class NewsRecord(Orderable):
    """A record that a news item is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="records")
    record = models.ForeignKey(
        Page, verbose_name=_("record"), on_delete=models.CASCADE, related_name="news_records"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("record")
        constraints = [models.UniqueConstraint(fields=["page", "record"], name="news_record_once")]


class NewsIndexPage(RegisterPage, SectionPage):
    """All news."""

    template = "pages/news_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count = 1

    class Meta:
        verbose_name = _("news index")

    def register_for(self, query=None, now=None):
        from .views import NewsRegister

        return NewsRegister(query, now)


class FeedbackPage(SectionPage):
    """The page with the feedback form."""

    show_in_menus_default = False

    template = "pages/feedback.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("feedback page")

    def get_context(self, request, *args, **kwargs):
        from .feedback import empty_form

        sent = request.GET.get("sent") == "1"
        return super().get_context(request, *args, **kwargs) | {"sent": sent, "form": empty_form(request)}

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        # The form holds the time at which it was opened.
        add_never_cache_headers(response)
        return response


class Feedback(models.Model):
    """What a visitor wrote. No name and no address is asked for; an e-mail address is kept only if given."""

    kind = models.CharField(_("kind"), max_length=20, choices=FeedbackKind)
    text = models.TextField(_("message"), max_length=5000)
    quote = models.TextField(
        _("quoted text"),
        max_length=300,
        blank=True,
        help_text=_("The words of the page that the message is about."),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    about = models.CharField(
        _("page"), max_length=500, blank=True, help_text=_("The address of the page it is about.")
    )
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=FeedbackState, default=FeedbackState.NEW)
    note = models.TextField(_("note of the staff"), blank=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-sent_at"]
        permissions = [("translate_feedback", "Can answer reports of translation errors")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"
