"""yearly_figures.csv: figures as reported elsewhere, kept apart from what the records count."""

from django.utils.translation import gettext as _

from museum_site.core.enums import Qualifier
from museum_site.figures.enums import Unit
from museum_site.figures.models import Indicator, ReportedFigure

from . import cells
from .kinds import SOURCE_COLUMNS, Kind, set_plain
from .tables import Column


class YearlyFigures(Kind):
    """The table of reported figures. A row is told from others by year, institution, metric and source."""

    name = "yearly_figures"
    key_column = "metric"
    columns = [
        Column("year", cells.whole(1800, 2200), required=True),
        Column("metric", cells.code, required=True),
        Column("value", cells.number, required=True),
        *SOURCE_COLUMNS,
        Column("institution_key", cells.key, required=True),
        Column("unit", cells.choice(Unit), required=True),
        Column("qualifier", cells.choice(Qualifier), required=True),
        Column("note", cells.text(255)),
    ]

    def key(self, values):
        return " / ".join(str(values[name]) for name in ("year", "institution_key", "metric", "source"))

    def check(self, row, known):
        yield from known.unknown_keys(row, "institution_key")
        if row.values["value"] < 0 and row.values["unit"] != Unit.PERCENT:
            yield row.problem("value", _("The value is negative."))

    def facts(self, values):
        return {
            "year": values["year"],
            "metric": values["metric"],
            "institution": values["institution_key"],
            "value": values["value"],
            "qualifier": values["qualifier"],
            "unit": values["unit"],
            "source": values["source"],
            "confidence": values["confidence"],
            "note_en": values["note"] or "",
        }

    def existing(self):
        figures = ReportedFigure.objects.select_related("indicator", "institution")
        return {
            self.key(
                {
                    "year": figure.year,
                    "institution_key": figure.institution.import_key,
                    "metric": figure.indicator.code,
                    "source": figure.source,
                }
            ): figure
            for figure in figures
        }

    def create(self, key, facts, store):
        figure = ReportedFigure()
        self._set(figure, facts, store)
        store.on_new(self.name, figure)
        figure.save()
        return [figure]

    def update(self, figure, changes, store):
        self._set(figure, changes, store)
        figure.save()

    def _set(self, figure, facts, store):
        set_plain(figure, facts, apart=("metric", "institution"))
        if "metric" in facts:
            figure.indicator = self._indicator(facts["metric"], store)
        if "institution" in facts:
            figure.institution = store.institutions[facts["institution"]]

    def _indicator(self, code, store):
        indicator = Indicator.objects.filter(code=code).first()
        if indicator is None:
            indicator = Indicator(code=code, name_en=code.replace("_", " ").capitalize())
            store.on_new("indicators", indicator)
            indicator.save()
        return indicator
