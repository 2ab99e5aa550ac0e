"""The posters of the demonstration exhibitions as images of the site."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Collection

from museum_site.core import lettering
from museum_site.core.enums import Rights
from museum_site.core.files import write_whole
from museum_site.core.languages import column
from museum_site.core.models import MuseumImage
from museum_site.core.partial_dates import PartialDate

from . import posters
from .posters import HEIGHT, WIDTH, draw_poster, poster_focal_point

# What the picture is, with the title of the exhibition and, where it has none in the language, without.
ALTERNATIVE_TEXTS = {
    "en": ("Poster of the exhibition “{title}”", "Poster of the exhibition"),
    "zh-hans": ("“{title}”展览海报", "展览海报"),
    "fr": ("Affiche de l’exposition «\u202f{title}\u202f»", "Affiche de l’exposition"),
    "es": ("Cartel de la exposición «{title}»", "Cartel de la exposición"),
    "ru": ("Афиша выставки «{title}»", "Афиша выставки"),
    "ar": ("ملصق معرض «{title}»", "ملصق المعرض"),
    "ja": ("展覧会「{title}」のポスター", "展覧会のポスター"),
    "ko": ("‘{title}’ 전시 포스터", "전시 포스터"),
    "de": ("Plakat der Ausstellung „{title}“", "Plakat der Ausstellung"),
}


def dates_on_poster(opens: PartialDate | None, closes: PartialDate | None) -> str:
    """Opening and closing in English, as far as they are known."""
    return " – ".join(date.localized("en") for date in (opens, closes) if date)


@cache
def design() -> bytes:
    """A digest of the code that draws: with other code the posters are drawn anew."""
    sources = [*sorted(Path(posters.__file__).parent.rglob("*.py")), Path(lettering.__file__)]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).digest()


def cached_poster(*words: str) -> bytes:
    """The poster that draw_poster(*words) draws, kept in DATA_DIR so that another load need not draw it again."""
    name = hashlib.sha256(design() + repr(words).encode()).hexdigest()[:32]
    path = settings.DATA_DIR / "posters" / f"{name}.jpg"
    if not path.exists():
        write_whole(path, draw_poster(*words))
    return path.read_bytes()


def poster_image(page) -> MuseumImage:
    """The poster of an exhibition that is not saved yet, from its key and facts, as a saved image."""
    showing = page.showings.all()[0]
    title = page.heading_en or page.heading_zh_hans
    place = ", ".join(part.name_en for part in (showing.venue, showing.place) if part)
    dates = dates_on_poster(*showing.dates())
    content = cached_poster(page.import_key, title, dates, place, page.heading_zh_hans or "")
    x, y, width, height = poster_focal_point(page.import_key, title, place)
    image = MuseumImage(
        title=f"Poster: {title}"[:255],
        file=ContentFile(content, name=f"poster-{page.import_key}.jpg"),
        width=WIDTH,
        height=HEIGHT,
        file_size=len(content),
        focal_point_x=x + width // 2,
        focal_point_y=y + height // 2,
        focal_point_width=width,
        focal_point_height=height,
        collection=Collection.get_first_root_node(),
        credit="Generated placeholder",
        rights=Rights.GENERATED,
    )
    for code, (with_title, without) in ALTERNATIVE_TEXTS.items():
        heading = getattr(page, column("heading", code))
        setattr(image, column("alt", code), with_title.format(title=heading)[:300] if heading else without)
    image.save()
    return image
