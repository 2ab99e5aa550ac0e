"""The edition of the site: what all processes agree on to tell kept pages from stale ones."""

import uuid

from django.db import models


class Edition(models.Model):
    """One row that changes whenever something was written that a page may show.

    The value is random, not a number that counts up: a database that was restored from a backup must not come
    back to a value under which a running process has kept later pages.
    """

    value = models.UUIDField(default=uuid.uuid4)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.value)

    @classmethod
    def current(cls) -> uuid.UUID | None:
        """The edition that a page which is made from now on belongs to; None as long as nothing was written."""
        return cls.objects.values_list("value", flat=True).first()

    @classmethod
    def begin(cls) -> None:
        """Make all kept pages stale; to be called after what was written is committed."""
        if not cls.objects.filter(pk=1).update(value=uuid.uuid4()):
            cls.objects.get_or_create(pk=1)
