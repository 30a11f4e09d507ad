"""Measure search: how good its answers are, and how quick at a given number of entries, for every engine.

    make bench-search DATA=FOLDER                     # quality on judged queries, each set alone
    make bench-search DATA=FOLDER ARGS="--sample 200" # on some of them
    make bench-search ARGS="--scale 200000 --owners 2000"

FOLDER has passages.jsonl(.gz) (pid, set, title, text), queries.jsonl (qid, set, text, and text_nodia, text_telex,
text_vni, text_toneswap where they are to be asked), qrels.tsv (qid, pid, rel) and, for comparison, baseline.tsv.
SQLite is always measured, PostgreSQL where BENCH_DATABASE_URL names a server, Elasticsearch where
ELASTICSEARCH_URL does; their speed beside modelsearch's own back ends ("plain-…") on the same documents.
Every engine runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from search_bench import report
from search_bench.engines import NAMES, PLAIN

NEEDS = {
    "postgresql": "BENCH_DATABASE_URL",
    "elasticsearch": "ELASTICSEARCH_URL",
    "plain-postgresql": "BENCH_DATABASE_URL",
    "plain-elasticsearch": "ELASTICSEARCH_URL",
}


def main() -> None:
    """Measure every engine and print the figures side by side."""
    options = _options()
    if options.one:
        print(json.dumps(_measured_here(options)))
        return
    found: dict[str, Any] = {}
    for name in options.engines or (*NAMES, *(PLAIN if options.scale else ())):
        if name in NEEDS and not os.environ.get(NEEDS[name]):
            print(f"{name}: left out, {NEEDS[name]} is not set", file=sys.stderr)
            continue
        found[name] = _measured(name)
    lines = report.scale(found) if options.scale else report.quality(found, options.data)
    print("\n".join(lines))
    if options.write:
        report.write("speed" if options.scale else "quality", lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of judged queries")
    parser.add_argument("--engines", nargs="+", choices=(*NAMES, *PLAIN))
    parser.add_argument("--sample", type=int, default=0, help="at most so many queries a set")
    parser.add_argument("--scale", type=int, default=0, help="measure speed with so many entries")
    parser.add_argument("--owners", type=int, default=2000)
    parser.add_argument("--texts", default="", help="a .jsonl(.gz) of title, summary, body to make entries of")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks-search.md")
    parser.add_argument("--one", choices=(*NAMES, *PLAIN), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.scale and not options.data:
        parser.error("name a folder of judged queries (DATA=…), or a number of entries (--scale)")
    return options


def _measured(name: str) -> Any:
    command = [sys.executable, __file__, *sys.argv[1:], "--one", name]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _measured_here(options: argparse.Namespace) -> Any:
    from search_bench import project

    folder = os.environ.get("DATA_DIR") or tempfile.mkdtemp()
    Path(folder).mkdir(parents=True, exist_ok=True)
    name = f"bench_search_{options.scale or 'quality'}"
    project.set_up(project.database_of(options.one, name, folder))
    say = lambda text: print(text, file=sys.stderr)  # noqa: E731
    if options.scale:
        from search_bench import plain, scale

        if options.one in PLAIN:
            return plain.measure(PLAIN[options.one], options.scale, options.owners, options.texts, say)
        return scale.measure(options.one, options.scale, options.owners, options.texts, say)
    from search_bench import corpus, quality

    return quality.measure(corpus.read(options.data, options.sample), options.one, say)


if __name__ == "__main__":
    main()
