"""What is being done for a plan item, as published service plans and quarters tell it."""



from goldenthread.publish.kinds.told import Told
from goldenthread.publish.kinds.year_report import YearReport
from goldenthread.rules.plan import PlanItem


def deliverers(item: PlanItem, report: YearReport, key: str) -> Told:
    """Who delivers the item and what is beneath it."""
    return Told()


def quarter_delivery(item: PlanItem, report: YearReport, key: str) -> Told:
    """How sure the services were of the item's actions in the last published quarter."""
    return Told()
