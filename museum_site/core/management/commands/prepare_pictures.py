"""manage.py prepare_pictures: make the missing sizes and formats of all pictures that visitors see."""

import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from django.core.management.base import BaseCommand
from django.db import connections
from django.utils import timezone
from wagtail.images import get_image_model

from museum_site.core.pictures import missing_files, pictures_of, prepare
from museum_site.core.sitemaps import prose_models


def prepare_by_key(key: int) -> None:
    """Make the missing files of the image with a primary key."""
    prepare(get_image_model().objects.get(pk=key))


class Command(BaseCommand):
    help = "Make the missing sizes and formats of all pictures that visitors see, on all processor cores."

    def handle(self, *args, verbosity, **options):
        on = timezone.localdate()
        shown = {
            image.pk: image
            for page_model in prose_models()
            for page in page_model.objects.visible(on).select_related("lead_image")
            for image in pictures_of(page)
        }
        missing = sorted(image.pk for image in missing_files(shown.values()))
        if not missing:
            return
        # A connection must not be shared by two processes.
        connections.close_all()
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as workers:
            for done, _result in enumerate(workers.map(prepare_by_key, missing), 1):
                if verbosity and (done % 10 == 0 or done == len(missing)):
                    self.stderr.write(f"pictures: {done}/{len(missing)}")
