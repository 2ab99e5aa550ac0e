"""Concepts as the desk asks for them."""

from django.db.models import Exists, OuterRef, QuerySet

from .enums import ConceptStatus, Usage


class ConceptQuerySet(QuerySet):
    """Concepts by their status and by the languages in which they have a form."""

    def in_status(self, status: str):
        """Concepts that are proposed, approved or retired."""
        if status == ConceptStatus.APPROVED:
            return self.filter(live=True)
        return self.filter(live=False, first_published_at__isnull=status == ConceptStatus.PROPOSED)

    def approved(self):
        """Concepts that count at the desk."""
        return self.in_status(ConceptStatus.APPROVED)

    def with_form_in(self, language: str):
        """Concepts that have a form to write in a language."""
        return self.filter(self.has_form(language))

    def without_form_in(self, language: str):
        """Concepts for which a translator into a language finds nothing to write."""
        return self.exclude(self.has_form(language))

    def has_form(self, language: str) -> Exists:
        """The condition that there is a preferred or allowed form in a language."""
        forms = self.model._meta.get_field("forms").related_model.objects
        return Exists(forms.filter(concept=OuterRef("pk"), language=language).exclude(usage=Usage.FORBIDDEN))
