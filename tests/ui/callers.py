"""Anna Kowalczyk, whom the small shop knows, and what she had to do with it before."""

from datetime import UTC, datetime, timedelta

from desktop.domain.call import Call, CallEnd, CallerHints, CallState
from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import Interaction, InteractionState
from tests.ui.stage import ANNA, Stage


def anna(stage: Stage) -> int:
    return stage.store.find_customers("Anna Kowalczyk")[0].customer_id


def earlier_contacts(stage: Stage, times: int, notes: str = "") -> list[int]:
    """She chatted once in each of the last so many hours; the ids, newest first."""
    ids = []
    for number in range(times):
        chat = Interaction(
            channel=Channel.CHAT,
            direction=Direction.INBOUND,
            state=InteractionState.CLOSED,
            started_at=datetime.now(UTC) - timedelta(hours=number + 1),
            customer_id=anna(stage),
            notes=notes,
        )
        added = stage.store.add_interaction(chat).id
        assert added is not None
        ids.append(added)
    return ids


def keep_away(stage: Stage, call_id: str = "k1") -> None:
    """Anna calls while the agent takes no calls."""
    now = datetime.now(UTC)
    hints = CallerHints(from_uri=f"sip:{ANNA}@pbx.example", dialled="8000")
    stage.engine.say(
        Call(
            id=call_id,
            direction=Direction.INBOUND,
            state=CallState.ENDED,
            peer=ANNA,
            hints=hints,
            started_at=now,
            ended_at=now,
            end=CallEnd.KEPT_AWAY,
            end_code=486,
        )
    )
