"""What a run consists of: the manifest with versions and digests, and the table of what failed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from kg.files import write_text
from kg.runs.shards import Knowledge
from kg.version import VERSION


def write_manifest(folder: Path, knowledge: Knowledge, shards: int) -> None:
    """Write manifest.json and failures.tsv from the receipts of the shards; what is left of a longer run goes."""
    receipts = {}
    for path in sorted((folder / "receipts").glob("*.json")):
        if int(path.stem) >= shards:
            _remove(folder, path.stem)
        else:
            receipts[path.stem] = json.loads(path.read_bytes())
    files = sorted([*(folder / "records").glob("*.zst"), *(folder / "quads").glob("*.zst")])
    told = {
        "version": VERSION,
        "knowledge": knowledge.digest(),
        "base": knowledge.base,
        "articles": sum(receipt["articles"] for receipt in receipts.values()),
        "events": sum(receipt["events"] for receipt in receipts.values()),
        "files": {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files},
    }
    write_text(folder / "manifest.json", json.dumps(told, indent=1) + "\n")
    rows = [
        "\t".join(" ".join(cell.split()) for cell in (shard, *failure))
        for shard, receipt in receipts.items()
        for failure in receipt["failures"]
    ]
    write_text(folder / "failures.tsv", "\n".join(["shard\tarticle\treason", *rows]) + "\n")


def _remove(folder: Path, name: str) -> None:
    for path in (f"receipts/{name}.json", f"records/{name}.jsonl.zst", f"quads/{name}.nq.zst"):
        (folder / path).unlink(missing_ok=True)
