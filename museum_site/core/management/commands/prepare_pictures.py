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


def shown_pictures(on) -> list:
    """The pictures that visitors see on a date, each once, those of the latest events first."""
    found = sorted(
        (
            (str(page.event_date() or ""), image.pk, image)
            for page_model in prose_models()
            for page in page_model.objects.visible(on).select_related("lead_image")
            for image in pictures_of(page)
        ),
        key=lambda item: item[:2],
        reverse=True,
    )
    return list({key: image for _date, key, image in found}.values())


class Command(BaseCommand):
    help = "Make the missing sizes and formats of all pictures that visitors see, on all processor cores."

    def add_arguments(self, parser):
        parser.add_argument(
            "--newest",
            type=int,
            metavar="NUMBER",
            help="only so many, those of the latest events: what the front page shows",
        )

    def handle(self, *args, newest, verbosity, **options):
        missing = [image.pk for image in missing_files(shown_pictures(timezone.localdate()))][:newest]
        if not missing:
            return
        # A connection must not be shared by two processes.
        connections.close_all()
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as workers:
            for done, _result in enumerate(workers.map(prepare_by_key, missing), 1):
                if verbosity and (done % 10 == 0 or done == len(missing)):
                    self.stderr.write(f"pictures: {done}/{len(missing)}")
