"""What may be asked of corrections."""

from django.db.models import Max, QuerySet


class CorrectionQuerySet(QuerySet):
    """The log of corrections."""

    def most_recent(self):
        """The last word on each string in each language, be it a correction or its withdrawal."""
        newest = self.model.objects.order_by().values("language", "context", "msgid")
        return self.filter(pk__in=newest.annotate(newest=Max("pk")).values("newest"))

    def in_force(self):
        """The corrections that are shown: the last word on their string, and not withdrawn."""
        return self.most_recent().exclude(forms=[])
