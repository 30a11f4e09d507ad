"""Editorial boards: what they hold themselves to, and their rules of aggregation."""

from __future__ import annotations

from comms_plan.gate.models import AggregationRule, Board
from edu_portal.packs.ledger import merge
from edu_portal.packs.models import PackEntry
from edu_portal.packs.schema import AggregationEntry, BoardEntry
from edu_portal.packs.steps.run import Run


def load(run: Run) -> None:
    """Write boards and rules; what the board changed in the admin since the last run stays."""

    def write_board(data: BoardEntry, entry: PackEntry) -> None:
        merge(Board, {"unit": run.units[data.unit]}, {"target_days": data.target_days}, entry)

    def write_rule(data: AggregationEntry, entry: PackEntry) -> None:
        values = {**data.model_dump(exclude={"code"}), "board": run.units[data.board]}
        merge(AggregationRule, {"code": data.code}, values, entry)

    run.ledger.each("board", run.pack.boards, lambda data: str(data.unit), write_board)
    run.ledger.each("aggregation", run.pack.aggregation, lambda data: str(data.code), write_rule)
