"""Where readers can share a page: plain links, offered by the reader's language; nothing is asked of others."""

from dataclasses import dataclass
from urllib.parse import quote

from .languages import active_language


@dataclass(frozen=True)
class Service:
    """A service that takes a shared page by a plain address.

    `name` is how it calls itself, the same in every language; `address` has places for {url} and {title}.
    """

    name: str
    address: str

    def link(self, url: str, title: str) -> str:
        """The address at which a reader shares the page at `url`."""
        return self.address.format(url=quote(url, safe=""), title=quote(title, safe=""))


WEIBO = Service("微博", "https://service.weibo.com/share/share.php?url={url}&title={title}")
VK = Service("ВКонтакте", "https://vk.com/share.php?url={url}&title={title}")
LINE = Service("LINE", "https://social-plugins.line.me/lineit/share?url={url}&text={title}")
X = Service("X", "https://x.com/intent/post?url={url}&text={title}")
FACEBOOK = Service("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}")
WHATSAPP = Service("WhatsApp", "https://wa.me/?text={title}%20{url}")
TELEGRAM = Service("Telegram", "https://t.me/share/url?url={url}&text={title}")

# What many readers of a language use.
BY_LANGUAGE = {
    "zh-hans": (WEIBO, FACEBOOK, X),
    "ru": (VK, TELEGRAM),
    "ja": (LINE, X, FACEBOOK),
    "ko": (FACEBOOK, X),
}
ELSEWHERE = (FACEBOOK, X, WHATSAPP, TELEGRAM)


def services(code: str | None = None) -> tuple[Service, ...]:
    """The services for readers of a language (the active one by default)."""
    return BY_LANGUAGE.get(code or active_language(), ELSEWHERE)
