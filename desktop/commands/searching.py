"""`parley search`: what was said and written, found by its words, on the command line."""

import argparse
import functools
import json
import sys

from desktop.commands.arguments import speak
from desktop.commands.at_once import Search, hits_of_file
from desktop.commands.saying import fail, harmless, tell
from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError
from desktop.domain.history import SearchHit, SearchQuery
from desktop.domain.text import tr

_PAGE = 200
_WIDEST_NAME = 24
_BEGINS, _ENDS = "\x02", "\x03"  # of a word that was found
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def search(options: argparse.Namespace) -> int:
    """The newest first, a line each. 1 when nothing was found or it could not be looked for.

    The user's language is loaded only when there is something to say in it.
    """
    gather = functools.partial(_gathered, options)
    hits = hits_of_file(options, gather)
    if hits is None:
        speak()
        from desktop.commands.opening import OpenedStore

        try:
            with OpenedStore(options) as store:
                hits = gather(store.search)
        except DesktopError as error:
            return fail(error)
    for hit in hits[: options.limit]:
        (_tell_json if options.json else _tell_line)(hit)
    if not hits:
        speak()
        sys.stderr.write(tr("Nothing was found.") + "\n")
    return 0 if hits else 1


def _gathered(options: argparse.Namespace, search: Search) -> list[SearchHit]:
    """Page by page."""
    query = SearchQuery(
        text=" ".join(options.words),
        channels=tuple(map(Channel, options.channel)),
        limit=min(options.limit, _PAGE),
    )
    hits: list[SearchHit] = []
    while len(hits) < options.limit:
        page = search(query)
        hits += page.hits
        if page.next_key is None:
            break
        query = SearchQuery(text=query.text, channels=query.channels, limit=_PAGE, before=page.next_key)
    return hits


def _tell_line(hit: SearchHit) -> None:
    at = hit.at.astimezone().strftime("%Y-%m-%d %H:%M")
    name = harmless(hit.customer_name)[:_WIDEST_NAME]
    found = " ".join(hit.excerpt.split())
    begins, ends = (_BOLD, _PLAIN) if sys.stdout.isatty() else ("", "")
    pieces = [harmless(piece) for piece in found.replace(_ENDS, _BEGINS).split(_BEGINS)]
    marked = "".join(f"{begins}{piece}{ends}" if at % 2 else piece for at, piece in enumerate(pieces))
    sys.stdout.write(f"{at}  {hit.channel:<6}  {name:<{_WIDEST_NAME}}  {marked}\n")


def _tell_json(hit: SearchHit) -> None:
    excerpt = hit.excerpt.replace(_BEGINS, "").replace(_ENDS, "")
    tell(
        json.dumps(
            {
                "interaction": hit.interaction_id,
                "customer": hit.customer_name,
                "channel": hit.channel,
                "at": hit.at.isoformat(),
                "excerpt": excerpt,
            },
            ensure_ascii=False,
        )
    )
