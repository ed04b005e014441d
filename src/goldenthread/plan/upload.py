"""A plan file that an officer hands over: kept until the officer has seen what it would change."""

from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction

from goldenthread.people.access import Officer, require
from goldenthread.plan.access import may_write_plans
from goldenthread.plan.commands import PlanImport, import_plan, rehearse_plan
from goldenthread.plan.comparison import PlanRehearsal
from goldenthread.plan.edit import mark_of
from goldenthread.plan.file import plan_of_bytes
from goldenthread.plan.models import UploadedPlan
from goldenthread.plan.queries import latest_document
from goldenthread.rules.plan import PlanDocument
from goldenthread.rules.refusal import refuse

_ZIPPED = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class UploadRehearsal:
    """What an uploaded plan would change. `seen` marks the plan that it was held against."""

    number: int
    name: str
    rehearsal: PlanRehearsal
    seen: str


@transaction.atomic
def hand_over_plan(who: Officer, name: str, content: bytes) -> int:
    """Keep a plan file for its rehearsal, in place of any the officer handed over before.

    Returns its number. Raises Refused with every fault of the file, and then keeps nothing.
    """
    require(may_write_plans(who), "import plans")
    rehearse_plan(who, _read(name, content))
    UploadedPlan.objects.filter(who=who).delete()
    return UploadedPlan.objects.create(who=who, name=PurePath(name).name[-200:], content=content).pk


def upload_rehearsal(who: Officer, number: int) -> UploadRehearsal | None:
    """What the officer's uploaded plan would change now, or None where there is no such upload."""
    upload = UploadedPlan.objects.filter(who=who, pk=number).first()
    if upload is None:
        return None
    document = _read(upload.name, bytes(upload.content))
    seen = mark_of(latest_document(document.ref))
    return UploadRehearsal(number, upload.name, rehearse_plan(who, document), seen)


@transaction.atomic
def accept_upload(who: Officer, number: int, seen: str) -> PlanImport:
    """Import the plan as it was rehearsed.

    Raises Refused where the upload is gone, or the plan has changed since its rehearsal.
    """
    upload = UploadedPlan.objects.select_for_update().filter(who=who, pk=number).first()
    if upload is None:
        raise refuse("the uploaded file is no longer kept", "upload it again")
    document = _read(upload.name, bytes(upload.content))
    if mark_of(latest_document(document.ref)) != seen:
        do = "go back, load the page again, and look at what the import would change now"
        raise refuse("someone has changed the plan since you looked", do, file=upload.name)
    done = import_plan(who, document)
    upload.delete()
    return done


def _read(name: str, content: bytes) -> PlanDocument:
    """The plan in the file, whose ending and content must agree."""
    is_workbook = content.startswith(_ZIPPED)
    if is_workbook != name.lower().endswith(".xlsx"):
        what = f"by its content the file is {'a' if is_workbook else 'no'} workbook"
        raise refuse(what, "save it in the form that its name says, and upload that", file=name)
    return plan_of_bytes(content, name)
