"""The feedback form: what visitors write to the staff, kept without asking who they are.

Spam is held off without a third party, a cookie or an address: by a field that only machines fill in, by a
signed time that tells how long the form was open, and by a limit to the messages of one hour.
"""

import datetime
import unicodedata

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from museum_site.core.alternates import language_of
from museum_site.core.languages import active_language
from museum_site.core.numbers import localized_number

from .enums import FeedbackKind
from .models import Feedback, FeedbackPage

MAX_LENGTH = 5000
MAX_QUOTE = 300
# Nobody reads and fills in the form in less; a page that stayed open over night is still good.
SHORTEST, LONGEST = datetime.timedelta(seconds=3), datetime.timedelta(hours=24)
# Far more than visitors write in an hour, far fewer than a machine can send.
MESSAGES_PER_HOUR = 60

# Embeddings, overrides and isolates of Unicode's bidirectional algorithm.
DIRECTION_MARKS = {chr(point) for point in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}

signer = signing.Signer(salt="feedback")


def sign_time(moment: datetime.datetime) -> str:
    """The moment at which a form was opened, for the form to bring back."""
    return signer.sign(str(int(moment.timestamp())))


def opened_at(signature: str) -> datetime.datetime | None:
    """The moment in what a form brings back; None if we did not sign it."""
    try:
        return datetime.datetime.fromtimestamp(int(signer.unsign(signature)), datetime.UTC)
    except signing.BadSignature:
        return None


def is_path(text: str) -> bool:
    """Whether a text is a path on this site, such as /fr/news/, and leads nowhere else."""
    return text.startswith("/") and not text.startswith("//") and "\\" not in text and text.isprintable()


def check_length(text: str) -> None:
    """Raise ValidationError, with both numbers, for a message that is too long."""
    if len(text) > MAX_LENGTH:
        sentence = ngettext(
            "The message may have %(limit)s character at most; yours has %(length)s.",
            "The message may have %(limit)s characters at most; yours has %(length)s.",
            MAX_LENGTH,
        )
        numbers = {"limit": localized_number(MAX_LENGTH), "length": localized_number(len(text))}
        raise ValidationError(sentence % numbers)


class MessageField(forms.CharField):
    """A text of several lines, with the line ends that a writer counts and not those that browsers send."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class QuoteField(forms.CharField):
    """The quoted words of a page. No visitor types them, so they are made good instead of refused."""

    widget = forms.HiddenInput

    def to_python(self, value):
        return shortened(quotable(super().to_python(value)), MAX_QUOTE)


def quotable(text: str) -> str:
    """A text in one line without control characters, and without marks that turn the direction of what follows."""
    kept = (
        " " if unicodedata.category(character) in ("Cc", "Cs") else character
        for character in text
        if character not in DIRECTION_MARKS
    )
    return " ".join("".join(kept).split())


def shortened(text: str, limit: int) -> str:
    """The text, cut off with an ellipsis when it has more characters than the limit."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


class FeedbackForm(forms.Form):
    """A message. `now` is the moment of the request, `origin` how full addresses of this site begin."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you write about?"),
        choices=FeedbackKind.choices,
        initial=FeedbackKind.OPINION,
        error_messages={
            "required": gettext_lazy("Choose what you write about."),
            "invalid_choice": gettext_lazy("Choose what you write about."),
        },
    )
    text = MessageField(
        label=gettext_lazy("Your message"),
        widget=forms.Textarea(attrs={"rows": 10}),
        # Not max_length: browsers would cut off what is pasted, without a word.
        validators=[check_length],
        error_messages={"required": gettext_lazy("Write your message.")},
    )
    about = forms.CharField(
        label=gettext_lazy("Page it is about"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("The address of a page of this site; may be left empty."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        help_text=gettext_lazy(
            "Only if you would like an answer. It is kept with your message and used for nothing else."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    quote = QuoteField(required=False)
    # People do not see this field.
    # Translators: the label of a field that must stay empty; only machines see it.
    remarks = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)
    opened = forms.CharField(required=False)

    def __init__(self, *args, now: datetime.datetime, origin: str, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.now = now
        self.origin = origin
        for field in self:
            described = [f"{field.name}-help"] if field.help_text else []
            if self.is_bound and field.errors:
                described.append(f"{field.name}-error")
                field.field.widget.attrs["aria-invalid"] = "true"
            if described:
                field.field.widget.attrs["aria-describedby"] = " ".join(described)

    @property
    def signed_time(self) -> str:
        """When this form was opened; a time that was sent and is good is kept for the second try."""
        sent = self.data.get("opened", "") if self.is_bound else ""
        moment = opened_at(sent)
        return sent if moment and self.now - moment <= LONGEST else sign_time(self.now)

    @property
    def quoted(self) -> str:
        """The quoted words that the form shows and brings back."""
        field = self["quote"]
        return field.field.to_python(field.value())

    def clean_about(self):
        path = self.cleaned_data["about"].removeprefix(self.origin)
        if path and not is_path(path):
            raise ValidationError(_("Give the address of a page of this site, or leave this empty."))
        return path

    def clean(self):
        cleaned = super().clean()
        moment = opened_at(cleaned.get("opened", ""))
        if cleaned.get("remarks") or moment is None or self.now - moment < SHORTEST:
            raise ValidationError(
                _("This looked like a machine at work. Please send your message once more.")
            )
        if self.now - moment > LONGEST:
            raise ValidationError(_("The form was open for too long. Please send your message once more."))
        if not self.errors and messages_of_the_hour(self.now) >= MESSAGES_PER_HOUR:
            raise ValidationError(
                _("Very many messages have come in within this hour. Please send yours again later.")
            )
        return cleaned

    def save(self) -> Feedback:
        """Keep the message, in the language of the form; a translation error in that of the page it is about."""
        fields = {name: self.cleaned_data[name] for name in ("kind", "text", "quote", "about", "email")}
        code = active_language()
        if fields["kind"] == FeedbackKind.TRANSLATION_ERROR:
            code = language_of(fields["about"]) or code
        return Feedback.objects.create(language=code, sent_at=self.now, **fields)


def messages_of_the_hour(now: datetime.datetime) -> int:
    """How many messages came in within the hour before a moment."""
    return Feedback.objects.filter(sent_at__gt=now - datetime.timedelta(hours=1)).count()


def empty_form(request) -> FeedbackForm:
    """The form to be filled in; an address may give the page it is about (`about`, a path), its `kind`, a `quote`."""
    about, kind = request.GET.get("about", ""), request.GET.get("kind", "")
    initial = {
        "about": about if is_path(about) and len(about) <= 500 else "",
        "quote": request.GET.get("quote", ""),
    }
    if kind in FeedbackKind.values:
        initial["kind"] = kind
    return FeedbackForm(initial=initial, now=timezone.now(), origin=origin_of(request))


def origin_of(request) -> str:
    """How full addresses of this site begin."""
    return f"{request.scheme}://{request.get_host()}"


# A forged request could only leave a message, which anybody may: visitors have no session whose rights it
# could use. Django's token would need a cookie, and visitors get none.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def send_feedback(request):
    """Take a message and lead back to the feedback page; what is wrong is shown with all that was typed."""
    page = FeedbackPage.objects.visible(timezone.localdate()).first()
    if page is None:
        raise Http404("no feedback page")
    address = page.get_url(request)
    if request.method != "POST":
        return HttpResponseRedirect(address)
    form = FeedbackForm(request.POST, now=timezone.now(), origin=origin_of(request))
    if form.is_valid():
        form.save()
        return HttpResponseRedirect(f"{address}?sent=1")
    response = TemplateResponse(
        request, page.template, page.get_context(request) | {"form": form}, status=422
    )
    add_never_cache_headers(response)
    return response
