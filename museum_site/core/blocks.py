"""The blocks of a page's body: few, and each of them prints well in nine languages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class FigureBlock(blocks.StructBlock):
    """A picture; alternative text, caption and credit come from the image's own record."""

    image = ImageChooserBlock(label=_("Image"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/figure.html"


class QuoteBlock(blocks.StructBlock):
    """A quotation and who said it."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Said or written by"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"


class BodyBlock(blocks.StreamBlock):
    """The body of every page."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        icon="title",
        form_classname="title",
        template="blocks/heading.html",
        max_length=160,
    )
    paragraph = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=TEXT_FEATURES)
    quote = QuoteBlock()
    figure = FigureBlock()
    document = DocumentChooserBlock(label=_("Document"), template="blocks/document.html")
