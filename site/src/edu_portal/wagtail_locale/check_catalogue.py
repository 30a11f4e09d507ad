"""Check, refresh and compile the Vietnamese override catalogue of Wagtail's admin.

Run without arguments it lists every message of the installed Wagtail that has no
Vietnamese translation, neither upstream nor here, and every flaw of our own
catalogue, and exits 1 if there is any.
"""

from __future__ import annotations

import argparse
import ast
import gettext
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOMAINS = ("django", "djangojs")
PACKAGES = ("wagtail", "wagtail_modeladmin", "taggit")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}|</?[a-zA-Z][^>]*>")
KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+(".*")$')

Key = tuple[str | None, str]


@dataclass
class Message:
    """One entry of a .po file; `text` is empty when untranslated or fuzzy."""

    context: str | None = None
    id: str = ""
    plural: str = ""
    text: str = ""
    fuzzy: bool = False

    @property
    def key(self) -> Key:
        """What gettext looks the message up by."""
        return self.context, self.id

    @property
    def mo_key(self) -> str | tuple[str, int]:
        """What the compiled catalogue stores the message under."""
        name = self.id if self.context is None else f"{self.context}\x04{self.id}"
        return (name, 0) if self.plural else name


def read_block(block: str) -> Message:
    """Read one blank-line-separated block of a .po file; obsolete lines are skipped."""
    fields: dict[str, str] = {}
    current = ""
    for line in block.splitlines():
        if match := KEYWORD.match(line):
            current = match[1]
            fields[current] = ast.literal_eval(match[2])
        elif line.startswith('"') and current:
            fields[current] += ast.literal_eval(line)
    return Message(
        context=fields.get("msgctxt"),
        id=fields.get("msgid", ""),
        plural=fields.get("msgid_plural", ""),
        text=fields.get("msgstr") or fields.get("msgstr[0]", ""),
        fuzzy=bool(re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE)),
    )


def read_po(path: Path) -> dict[Key, Message]:
    """Read a .po file, the header left out; a missing file is an empty catalogue."""
    if not path.exists():
        return {}
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    messages = (read_block(block) for block in blocks)
    return {message.key: message for message in messages if message.id}


def po_path(domain: str) -> Path:
    """Return our own .po file of a domain."""
    return HERE / "vi" / "LC_MESSAGES" / f"{domain}.po"


def upstream(domain: str) -> Iterator[Path]:
    """Yield the English .po files of the installed packages."""
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        for root in (spec and spec.submodule_search_locations) or []:
            yield from sorted(Path(root).rglob(f"locale/en/LC_MESSAGES/{domain}.po"))


def missing(domain: str) -> dict[Key, Message]:
    """Return the upstream messages without a translation upstream or here."""
    ours = read_po(po_path(domain))
    found: dict[Key, Message] = {}
    for path in upstream(domain):
        theirs = read_po(path.parents[2] / "vi" / "LC_MESSAGES" / path.name)
        for key, message in read_po(path).items():
            known = (catalogue[key] for catalogue in (ours, theirs) if key in catalogue)
            if not any(entry.text and not entry.fuzzy for entry in known):
                found[key] = message
    return found


def entry_flaws(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation of ours."""
    if not message.text or message.fuzzy:
        yield "untranslated or fuzzy"
    kept = sorted(PLACEHOLDER.findall(message.text))
    sources = (message.id, message.plural) if message.plural else (message.id,)
    if kept not in [sorted(PLACEHOLDER.findall(source)) for source in sources]:
        yield f"placeholders or tags differ: {message.text}"
    for strip in (str.lstrip, str.rstrip):
        if (message.id == strip(message.id)) != (message.text == strip(message.text)):
            yield "leading or trailing space differs"


def flaws(domain: str) -> Iterator[str]:
    """Yield the flaws of our catalogue, a stale .mo file included."""
    path = po_path(domain)
    with path.with_suffix(".mo").open("rb") as compiled:
        catalogue = vars(gettext.GNUTranslations(compiled))["_catalog"]
    for message in read_po(path).values():
        yield from (f"{message.id!r}: {flaw}" for flaw in entry_flaws(message))
        if catalogue.get(message.mo_key) != message.text:
            yield f"{message.id!r}: not in the .mo file; run with --compile"


def export(target: Path) -> None:
    """Write the missing messages as JSON, with an empty "vi" for the translator."""
    rows = [
        {
            "domain": domain,
            "context": message.context,
            "id": message.id,
            "plural": message.plural,
            "vi": "",
        }
        for domain in DOMAINS
        for message in missing(domain).values()
    ]
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def quoted(text: str) -> str:
    """Quote a string for a .po file."""
    escapes = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t"}
    return '"' + "".join(escapes.get(char, char) for char in text) + '"'


def po_entry(row: dict[str, str | None]) -> str:
    """Write one translated JSON row as a .po entry."""
    source = f"{row['id']}{row['plural'] or ''}"
    lines = ["#, python-format"] if re.search(r"%\(|%[sd]", source) else []
    if row["context"] is not None:
        lines.append(f"msgctxt {quoted(row['context'])}")
    lines.append(f"msgid {quoted(row['id'] or '')}")
    if row["plural"]:
        lines.append(f"msgid_plural {quoted(row['plural'])}")
    lines.append(f"msgstr{'[0]' if row['plural'] else ''} {quoted(row['vi'] or '')}")
    return "\n".join(lines)


def merge(source: Path) -> None:
    """Append the translated rows of an exported JSON file to our .po files."""
    rows = [row for row in json.loads(source.read_text(encoding="utf-8")) if row["vi"]]
    for domain in DOMAINS:
        known = read_po(po_path(domain))
        entries = [
            po_entry(row) for row in rows if row["domain"] == domain and (row["context"], row["id"]) not in known
        ]
        with po_path(domain).open("a", encoding="utf-8") as catalogue:
            catalogue.writelines(f"\n{entry}\n" for entry in entries)


def compile_catalogues() -> None:
    """Compile both .po files with msgfmt, which also checks their formats."""
    for domain in DOMAINS:
        path = po_path(domain)
        target = str(path.with_suffix(".mo"))
        subprocess.run(["msgfmt", "--check", "-o", target, str(path)], check=True)


def report() -> int:
    """Print what is missing or flawed and return the exit code."""
    found = False
    for domain in DOMAINS:
        lines = [f"missing: {entry.id!r}" for entry in missing(domain).values()]
        for line in [*lines, *flaws(domain)]:
            found = True
            print(f"{domain}: {line}")
    return int(found)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--export", type=Path, metavar="JSON", help="write what is missing")
    parser.add_argument("--merge", type=Path, metavar="JSON", help="add translations, compile")
    parser.add_argument("--compile", action="store_true", help="compile the .mo files")
    options = parser.parse_args(arguments)
    if options.export:
        export(options.export)
    if options.merge:
        merge(options.merge)
    if options.merge or options.compile:
        compile_catalogues()
    return report()


if __name__ == "__main__":
    sys.exit(main())
