"""Who may do what: one group per role, and the way of a page from its editor to the public.

| role | may |
|---|---|
| editor | write exhibitions, partners, news, standing texts; institutions, people, figures; see feedback |
| registrar | write agreements; institutions, people |
| protocol | write the register of visits, clear visits, write delegations; institutions, people |
| translator | translate what their TranslationRights say; propose terms; correct the interface; see reports |
| approver | change and publish every page; approve and retire terms |
| administrator | everything but visits: pages, records, users, groups, workflows, settings |

Nobody but the approvers and administrators publishes: others submit to moderation. Only the protocol group
sees visits that are not public, so that even an administrator has to join it openly.
"""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from delegations.models import DelegationIndexPage, Visit
from exhibitions.models import ExhibitionIndexPage
from museum_site.figures.models import FiguresPage, Indicator, ReportedFigure
from museum_site.translations.models import TranslationRight
from museum_site.translations.strings.models import Correction
from museum_site.translations.terms.models import Concept
from partnerships.models import AgreementIndexPage, City, Institution, PartnerIndexPage, Person

from .models import (
    DepartmentPage,
    Feedback,
    FeedbackPage,
    HomePage,
    MuseumSettings,
    NewsIndexPage,
    StandardPage,
)

WRITE = ("add", "change")
ALL = ("add", "change", "delete", "view")


@dataclass(frozen=True)
class Role:
    """The rights of a group.

    `page_rights` hold for the pages of the types `pages` and for all below them. `records` gives rights on
    models. `pictures`, `documents` and `collections` give rights in the root collection, which holds all
    others.
    """

    group: str
    pages: tuple = ()
    page_rights: tuple = WRITE
    records: dict = field(default_factory=dict)
    pictures: tuple = ("add", "change", "choose")
    documents: tuple = ("add", "change", "choose")
    collections: tuple = ()


NAMES = dict.fromkeys((Institution, Person, City), WRITE)

ROLES = {
    "editor": Role(
        "Editors",
        pages=(
            ExhibitionIndexPage,
            PartnerIndexPage,
            NewsIndexPage,
            FiguresPage,
            FeedbackPage,
            DepartmentPage,
            StandardPage,
        ),
        records={**NAMES, Indicator: WRITE, ReportedFigure: WRITE, Feedback: ("change", "view")},
    ),
    "registrar": Role("Registrars", pages=(AgreementIndexPage,), records=NAMES),
    "protocol": Role("Protocol", pages=(DelegationIndexPage,), records={**NAMES, Visit: (*ALL, "clear")}),
    # What they write of records is a matter of language, not of model: translations.models.TranslationRight.
    "translator": Role(
        "Translators",
        records={Feedback: ("translate",), Correction: ("change", "view"), Concept: WRITE},
        pictures=(),
        documents=("choose",),
    ),
    "approver": Role(
        "Approvers",
        pages=(HomePage,),
        page_rights=("add", "change", "publish", "lock", "unlock"),
        records={Concept: (*WRITE, "publish")},
    ),
    "administrator": Role(
        "Administrators",
        pages=(Page,),
        page_rights=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        records={
            **dict.fromkeys((Institution, Person, City, Indicator, ReportedFigure), ALL),
            Feedback: ("change", "delete", "view"),
            Concept: (*ALL, "publish"),
            MuseumSettings: ("change",),
            Correction: ("change", "change_any", "view"),
            TranslationRight: ALL,
            get_user_model(): ALL,
            Group: ALL,
            Site: ALL,
            Task: ALL,
            GroupApprovalTask: ALL,
            Workflow: ALL,
        },
        pictures=("add", "change", "delete", "choose"),
        documents=("add", "change", "delete", "choose"),
        collections=("add", "change", "delete"),
    ),
}

WORKFLOW = "Moderation"
# What Wagtail puts into an empty database: a group with rights over every page, and its workflow.
WAGTAIL_GROUP = "Moderators"
WAGTAIL_WORKFLOW = "Moderators approval"


@transaction.atomic
def ensure_roles() -> dict[str, Group]:
    """Give every role its group with exactly its rights, and pages their moderation; the groups by role.

    May run any number of times. Rights on pages are given for the pages that exist: run it again (`manage.py
    setup_roles`) after a section was added to the site.
    """
    groups = {key: ensure_group(role) for key, role in ROLES.items()}
    ensure_moderation(groups["approver"])
    Workflow.objects.filter(name=WAGTAIL_WORKFLOW, workflow_states=None).delete()
    Task.objects.filter(name=WAGTAIL_WORKFLOW, task_states=None).delete()
    Group.objects.filter(name=WAGTAIL_GROUP, user=None).delete()
    return groups


def ensure_group(role: Role) -> Group:
    """The group of a role, with exactly the role's rights."""
    group, _created = Group.objects.get_or_create(name=role.group)
    group.permissions.set(
        [
            Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"),
            *(permission(model, right) for model, rights in role.records.items() for right in rights),
        ]
    )
    group.page_permissions.all().delete()
    for page in Page.objects.exact_type(*role.pages) if role.pages else ():
        for right in role.page_rights:
            GroupPagePermission.objects.create(group=group, page=page, permission_type=right)
    group.collection_permissions.all().delete()
    for model, rights in (
        (Image, role.pictures),
        (Document, role.documents),
        (Collection, role.collections),
    ):
        for right in rights:
            GroupCollectionPermission.objects.create(
                group=group, collection=Collection.get_first_root_node(), permission=permission(model, right)
            )
    return group


def permission(model, right: str) -> Permission:
    """The permission of a right ("add", "clear") on a model."""
    return Permission.objects.get(
        content_type=ContentType.objects.get_for_model(model), codename=f"{right}_{model._meta.model_name}"
    )


def ensure_moderation(approvers: Group) -> None:
    """The workflow of all pages: what an editor submits, one of the approvers publishes or sends back."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    task, _created = GroupApprovalTask.objects.get_or_create(name=WORKFLOW)
    task.groups.set([approvers])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    home = HomePage.objects.first()
    if home:
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})
