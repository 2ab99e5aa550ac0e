"""The colours of the sheets."""

from typing import NamedTuple


class Palette(NamedTuple):
    """The colours of a sheet: its ground, two of the figure, a sparing accent, and the text on the ground."""

    ground: str
    figure: str
    second: str
    accent: str
    text: str


PAPER, INK = "#f6f1e6", "#1c1a17"
PALETTES = {
    "azurite": Palette("#173f6b", "#e3b24f", "#4f9a86", "#c8452d", PAPER),
    "celadon": Palette("#dde5d8", "#2f5f50", "#8fb3a0", "#b0761c", INK),
    "cinnabar": Palette("#9e2a1c", "#f3e6cf", "#d9694a", "#e2ab4c", PAPER),
    "cobalt": Palette("#f0ebdf", "#1f4a8c", "#8fa9cc", "#b4331f", INK),
    "dusk": Palette("#e9c9b1", "#5b2a3c", "#c0705a", "#9e2a1c", "#2a1418"),
    "gold": Palette("#dca83f", "#7e1f16", "#f2d590", "#22406b", INK),
    "graphite": Palette("#dcdcd8", "#26282b", "#8c9196", "#c23b22", INK),
    "indigo": Palette("#1d3a63", "#f0e7d2", "#6d8fb8", "#d8973a", PAPER),
    "ink": Palette("#f3eee3", "#211f1c", "#8f887c", "#a52a1a", INK),
    "jade": Palette("#12312a", "#7fb59a", "#3d7a63", "#e3c987", PAPER),
    "lacquer": Palette("#1a1210", "#b0301c", "#d9a548", "#efe2c8", PAPER),
    "linden": Palette("#e9e6cf", "#3f6b3d", "#93ab6a", "#b8862b", INK),
    "malachite": Palette("#e6d3a3", "#1f6f5c", "#2f5f8f", "#b8452a", INK),
    "mineral": Palette("#e8dfc6", "#1f5f6b", "#6f9e86", "#b57a24", INK),
    "moss": Palette("#c9cda6", "#3b4a2a", "#87914f", "#b2431f", INK),
    "night": Palette("#131c33", "#e9dfc4", "#4c6795", "#d9a24a", PAPER),
    "ochre": Palette("#f2e2c4", "#a4502c", "#d99a5b", "#274b63", "#2b1a10"),
    "onyx": Palette("#15171a", "#d7a64a", "#2f6b57", "#d9583f", PAPER),
    "plum": Palette("#3d1730", "#eddcc0", "#8a4a68", "#e0a94a", PAPER),
    "sand": Palette("#f0dfbd", "#b06a2c", "#dba763", "#9e2a1c", "#2b1a10"),
    "sea": Palette("#0f3b4a", "#cfe3dc", "#3f8491", "#e0a458", PAPER),
    "snow": Palette("#e4ebee", "#22406b", "#93adc2", "#b3261a", INK),
    "teal": Palette("#10464b", "#f0dcb4", "#3b8684", "#d9583f", PAPER),
    "umber": Palette("#21160f", "#e9d8b4", "#7a5330", "#c98d3a", PAPER),
    "vermilion": Palette("#d8452b", "#1c1a17", "#f0c9a6", "#f6f1e6", INK),
}
