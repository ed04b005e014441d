"""All that an installation holds, judged at once, by the engine inside or on Spark."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa

from goldenthread.engine.compaction import found
from goldenthread.engine.kernel.outcome import in_key_order
from goldenthread.measures.access import may_judge_held
from goldenthread.measures.kept import AT_ONCE, Material, judged_together, judging, material_of
from goldenthread.measures.own_policy import by_policy
from goldenthread.measures.reading import observation_store
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.access import Officer, require
from goldenthread.rules.policy import Policy


def judge_held(who: Officer | None, policy: Policy, as_of: date, *, on_spark: bool = False) -> pa.Table:
    """The JUDGEMENTS of every measure and target, published or not; a measure's own policy judges it.

    Both engines give the same. Raises Refused where Spark cannot judge.
    """
    require(who is None or may_judge_held(who), "judge what is held")
    material = material_of(policy, as_of)
    engine = _on_spark if on_spark else _embedded
    chosen = by_policy(material.sheets.values(), policy)
    return in_key_order([table for own, sheets in chosen for table in engine(material, own, sheets)])


def _embedded(material: Material, policy: Policy, sheets: Sequence[MeasureSheet]) -> Iterator[pa.Table]:
    for at in range(0, len(sheets), AT_ONCE):
        yield judged_together(material, policy, sheets[at : at + AT_ONCE])


def _on_spark(material: Material, policy: Policy, sheets: Sequence[MeasureSheet]) -> Iterator[pa.Table]:
    """Where all releases are compacted Spark reads the store itself; gaps are counted here and sent to it."""
    from goldenthread.engine.spark import judge_on_spark, judge_table_on_spark
    from goldenthread.engine.spark_session import session

    compaction = found(observation_store(), [release.segment for release in material.releases])
    whole = compaction is not None and compaction.releases == len(material.releases)
    delivered = [sheet for sheet in sheets if whole and sheet.gap is None]
    counted = [sheet for sheet in sheets if not (whole and sheet.gap is None)]
    if compaction is not None and delivered:
        asked = judging(material, policy, delivered)
        # Spark is handed blocks whose codes count the other policies' measures too.
        every = {ref: sheet.measure for ref, sheet in material.sheets.items()}
        asked = replace(asked, measures=every)
        refs = {sheet.ref for sheet in delivered}
        yield judge_on_spark(compaction.by_measure, asked, session(), measures=refs)
    if counted:
        yield judged_together(material, policy, counted, judge_table_on_spark)
