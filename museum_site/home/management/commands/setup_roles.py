"""Make the groups of all roles."""

from django.core.management.base import BaseCommand

from museum_site.home.roles import ensure_roles


class Command(BaseCommand):
    """Give every role its group with its rights, and pages their moderation."""

    help = "Makes the group of every role with its rights, and the moderation of pages."

    def handle(self, *args, **options):
        groups = ensure_roles()
        self.stdout.write(f"Groups: {', '.join(group.name for group in groups.values())}.")
