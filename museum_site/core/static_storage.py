"""How collected static files are stored: named after their content, compressed, the style sheets as one file."""

import re
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET = "css/site.css"
IMPORT = re.compile(r'@import url\("([\w-]+\.css)"\) layer\((\w+)\);\n?')
COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)


class OneStyleSheetStorage(CompressedManifestStaticFilesStorage):
    """Puts the files that the style sheet imports in their places, so that a visitor asks for one file.

    The sources stay plain CSS, which browsers understand as they are. All of them lie in one folder, so that
    addresses in them stay right.
    """

    def post_process(self, paths, dry_run=False, **options):
        if STYLE_SHEET in paths and not dry_run:
            Path(self.path(STYLE_SHEET)).write_text(self.whole(paths), encoding="utf-8")
            paths = paths | {STYLE_SHEET: (self, STYLE_SHEET)}
        return super().post_process(paths, dry_run, **options)

    def whole(self, paths) -> str:
        """The style sheet with its imports in their places, from the sources, without comments."""

        def source(name):
            storage, path = paths[name]
            with storage.open(path) as file:
                return COMMENT.sub("", file.read().decode())

        def imported(match):
            return f"@layer {match[2]} {{\n{source(f'css/{match[1]}')}}}\n"

        return IMPORT.sub(imported, source(STYLE_SHEET))
