"""One user per role, with a password of their own."""

import json
import os
import secrets
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from museum_site.core.languages import desk_languages
from museum_site.home.roles import ROLES, ensure_roles
from museum_site.translations.models import TranslationRight

# A visit is cleared by two people of the protocol: in the demonstration the approver is the second.
SECOND_CLEARANCE = "approver"
# At the translators' desk one person translates into every language, and another one reviews.
DESK = {
    "translator": {"may_translate": True},
    "approver": {"may_translate": False, "may_review": True},
}


def ensure_groups() -> dict[str, Group]:
    """The groups by role; made with their rights if one is missing, and otherwise left as they are."""
    there = {group.name: group for group in Group.objects.all()}
    if any(role.group not in there for role in ROLES.values()):
        return ensure_roles()
    return {key: there[role.group] for key, role in ROLES.items()}


def ensure_users(groups: dict[str, Group], passwords_file: Path | None) -> dict:
    """Make a user for each role, named like it, and return them by role.

    Passwords come from the file, a JSON object of names and passwords; those that are missing there are made
    up and added. Without a file nobody can log in. Users that exist keep their password if the file knows it.
    """
    users = get_user_model().objects
    known = read_passwords(passwords_file)
    passwords = {role: known.get(role) or secrets.token_urlsafe(12) for role in groups}
    if passwords_file and passwords != known:
        write_passwords(passwords_file, passwords)
    found = {}
    for role, group in groups.items():
        user, created = users.get_or_create(username=role)
        if created:
            user.groups.add(group)
            if role == SECOND_CLEARANCE:
                user.groups.add(groups["protocol"])
            if role in DESK:
                TranslationRight.objects.bulk_create(
                    TranslationRight(user=user, language=code, **DESK[role]) for code in desk_languages()
                )
        if passwords_file and (created or role not in known):
            user.set_password(passwords[role])
            user.save()
        elif created:
            user.set_unusable_password()
            user.save()
        found[role] = user
    return found


def read_passwords(file: Path | None) -> dict[str, str]:
    """The passwords in the file; none if it is missing."""
    return json.loads(file.read_text("utf-8")) if file and file.exists() else {}


def write_passwords(file: Path, passwords: dict[str, str]) -> None:
    """Write the file whole, readable by its owner only."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as stream:
        json.dump(passwords, stream, indent=1)
    part.replace(file)
