"""The template tag behind components/picture.html and components/thumbnail.html."""

from django import template

from museum_site.core.pictures import picture_files

register = template.Library()


@register.simple_tag
def picture_of(image, use, sizes, eager=False, decorative=False):
    """`{% picture_of image "whole" sizes="100vw" %}`: the <picture> of an image for a use; None if it has no file.

    The alternative text stands in the reader's language, or says in which it stands instead. `eager` is for the
    one picture at the top of a page; `decorative` for a picture beside the words that name it.
    """
    picture = picture_files(image, use) if image else None
    if picture is None:
        return None
    attrs = {"alt": ""}
    img_files = picture.formats.get(picture.get_fallback_format()) or picture.renditions
    if len(img_files) > 1:
        # HTML allows it only beside a `srcset`, which a stopgap or a small picture has not.
        attrs["sizes"] = sizes
    alt = image.alt_in()
    if alt and not decorative:
        attrs["alt"] = str(alt)
        if alt.is_fallback:
            attrs |= {"lang": alt.language.tag, "dir": alt.language.direction}
    attrs |= {"fetchpriority": "high"} if eager else {"loading": "lazy", "decoding": "async"}
    picture.attrs = attrs
    return picture
