"""What a browser would send: the form that the admin shows, with some fields changed."""

import re

from wagtail.blocks import StreamBlock
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

# What a form sends: only this is parsed, since the page around it is large. Inputs in scripts are not the form's.
SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL)
FORMS = r'<form\b[^>]*\bid="{}".*?</form>'
CONTROLS = re.compile(
    r"""<input\b(?:[^>"']|"[^"]*"|'[^']*')*>|<textarea\b.*?</textarea>|<select\b.*?</select>""", re.DOTALL
)
FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


def form_data(response) -> dict:
    """What the editing form of a response would send if nobody touched it."""
    assert response.status_code == 200
    html = response.content.decode()
    form_id = "page-edit-form" if 'id="page-edit-form"' in html else "w-editor-form"
    (form_html,) = re.findall(FORMS.format(form_id), SCRIPTS.sub("", html), re.DOTALL)
    sent = querydict_from_html(f"<form>{''.join(CONTROLS.findall(form_html))}</form>")
    # A browser ignores a line break at the very beginning of a textarea.
    data = {name: [value.removeprefix("\n") for value in values] for name, values in sent.lists()}
    form = response.context["form"]
    for name, field in form.fields.items():
        # The browser's scripts make the inputs of these; they hold the same values.
        if isinstance(getattr(field, "block", None), StreamBlock):
            data |= stream(name, [(child.block_type, child.value) for child in form[name].value() or []])
    return data


def stream(name: str, blocks=()) -> dict:
    """The form data of a StreamField with (type, value) blocks."""
    return nested_form_data({name: streamfield([(kind, block_data(value)) for kind, value in blocks])})


def block_data(value):
    """The form data of a block's value."""
    return rich_text(value.source, features=FEATURES) if isinstance(value, RichText) else value


def rows(name: str, *items: dict) -> dict:
    """The form data of an inline panel that holds these new rows and nothing else."""
    data = {
        f"{name}-{key}": value
        for key, value in {
            "TOTAL_FORMS": len(items),
            "INITIAL_FORMS": 0,
            "MIN_NUM_FORMS": 0,
            "MAX_NUM_FORMS": 1000,
        }.items()
    }
    for number, item in enumerate(items):
        data |= {
            f"{name}-{number}-{key}": value
            for key, value in {"id": "", "ORDER": number + 1, "DELETE": "", **item}.items()
        }
    return data


def errors_of(response) -> dict:
    """The error messages of a form and its inline rows by field, for a response that shows the form again."""
    form = response.context["form"]
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    for relation, formset in form.formsets.items():
        for number, row in enumerate(formset.forms):
            for name, found in row.errors.items():
                errors[f"{relation}-{number}-{name}"] = [str(error) for error in found]
    return errors
