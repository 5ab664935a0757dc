"""Files that are broken in all the ways that files break, of every kind that is read; the same for the same seed."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from random import Random
from typing import Literal

import zstandard

from tests.helpers import documents

SENTENCES = (
    "Norway met Iceland in Bergen on Monday.",
    "Both sides agreed to meet again in the autumn.",
    "The prime minister of Finland thanked Estonia for its help.",
    "Sweden said that it had not been asked, and would not have come.",
    "Envoys of Latvia and Lithuania left Oslo on 14 May 2024.",
)
# How a file ends: nothing of it can be read; something is lost; or the damage may be harmless.
Loss = Literal["all", "some", "perhaps"]


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that is broken: how, and what is lost of it."""

    kind: str
    name: str
    data: bytes
    loss: Loss


def broken_files(seed: int, count: int) -> Iterator[Broken]:
    """So many broken files, of each kind in turn."""
    chance = Random(seed)
    for number, (kind, make) in enumerate(islice(cycle(KINDS.items()), count)):
        name, data, loss = make(chance)
        yield Broken(kind, f"{number:04}-{name}", data, loss)


Made = tuple[str, bytes, Loss]
KINDS: dict[str, Callable[[Random], Made]] = {}


def kind(make: Callable[[Random], Made]) -> Callable[[Random], Made]:
    KINDS[make.__name__] = make
    return make


def prose(chance: Random, sentences: int = 12) -> str:
    return " ".join(chance.choices(SENTENCES, k=sentences))


def page(chance: Random) -> bytes:
    return f"<html><head><title>Talks</title></head><body><article><p>{prose(chance)}</p></article></body>".encode()


def lines(chance: Random, count: int = 200) -> bytes:
    return b"".join(json.dumps({"text": prose(chance)}).encode() + b"\n" for _ in range(count))


@cache
def sound() -> dict[str, bytes]:
    """A sound file of each kind."""
    chance = Random(1)
    text, tree = prose(chance), {"a.txt": prose(chance).encode(), "b.html": page(chance)}
    web = {f"https://example.org/{number}": page(chance) for number in range(5)}
    return {
        "a.jsonl.gz": gzip.compress(lines(chance)),
        "a.jsonl.zst": zstandard.compress(lines(chance)),
        "a.jsonl.bz2": bz2.compress(lines(chance)),
        "a.jsonl.xz": lzma.compress(lines(chance)),
        "a.zip": documents.make_zip(tree),
        "a.tar": documents.make_tar(tree),
        "a.tar.gz": documents.make_tar(tree, "w:gz"),
        "a.warc": documents.make_warc(web),
        "a.warc.gz": documents.make_warc(web, packed=True),
        "a.pdf": documents.make_pdf([[text], [text]], "/Title (Talks in Bergen)"),
        "a.docx": documents.make_docx([text] * 5),
        "a.parquet": documents.make_parquet({"text": [prose(chance) for _ in range(50)]}),
        "a.rss": f"<rss><item><title>T</title><description>{text}</description></item></rss>".encode(),
        "a.jsonl": lines(chance, 20),
        "a.csv": f'id,text\n1,"{text}"\n2,"{text}"\n'.encode(),
        "a.html": page(chance),
        "a.eml": f"Subject: Talks\nMIME-Version: 1.0\nContent-Type: text/plain\n\n{text}".encode(),
    }


PACKED = [name for name in sound() if name.rpartition(".")[2] in {"gz", "zst", "bz2", "xz", "zip", "docx", "parquet"}]


@kind
def cut_off(chance: Random) -> Made:
    name = chance.choice([*PACKED, "a.rss"])
    data = sound()[name]
    return name, data[: chance.randrange(20, len(data) - 12)], "some"


@kind
def cut_off_elsewhere(chance: Random) -> Made:
    name = chance.choice(["a.pdf", "a.warc", "a.tar", "a.html", "a.eml", "a.csv", "a.jsonl"])
    data = sound()[name]
    return name, data[: chance.randrange(20, len(data) - 12)], "perhaps"


@kind
def changed_bytes(chance: Random) -> Made:
    name, data = chance.choice(list(sound().items()))
    changed = bytearray(data)
    for _ in range(chance.choice([1, 5, 50])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return name, bytes(changed), "perhaps"


@kind
def lost_bytes(chance: Random) -> Made:
    name, data = chance.choice(list(sound().items()))
    begin = chance.randrange(len(data))
    return name, data[:begin] + data[begin + chance.randrange(1, 200) :], "perhaps"


@cache
def zeros(packer: str) -> bytes:
    """300 MB of nothing, packed."""
    if packer == "gz":
        return gzip.compress(bytes(300_000_000), 6)
    return zstandard.compress(bytes(300_000_000)) if packer == "zst" else bz2.compress(bytes(150_000_000))


@kind
def bomb(chance: Random) -> Made:
    packer, inner = chance.choice(["gz", "zst", "bz2"]), chance.choice(["a.txt", "a.jsonl", "a.csv", "a.tar", "a.warc"])
    return f"{inner}.{packer}", zeros(packer), "all"


@kind
def bomb_in_an_archive(chance: Random) -> Made:
    inner = documents.make_zip({"a.txt": bytes(120_000_000)}) if chance.random() < 0.3 else zeros("gz")
    return "a.zip", documents.make_zip({"b.txt.gz": inner} if inner[:2] == b"\x1f\x8b" else {"b.zip": inner}), "all"


@kind
def archives_in_archives(chance: Random) -> Made:
    data, name = prose(chance).encode(), "a.txt"
    for _ in range(chance.randrange(5, 12)):
        data, name = documents.make_zip({name: data}), "a.zip"
    return name, data, "all"


@kind
def locked_archive(chance: Random) -> Made:
    data = bytearray(sound()["a.zip"])
    for place in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[place] |= 1
    return "a.zip", bytes(data), "some"


@kind
def archive_without_articles(chance: Random) -> Made:
    files = {"a.png": b"\x89PNG", ".a.txt": b"They met."} if chance.random() < 0.5 else {}
    return chance.choice([("a.zip", documents.make_zip(files), "all"), ("a.tar", documents.make_tar(files), "all")])


@kind
def pdf_of_pictures(chance: Random) -> Made:
    return "a.pdf", documents.make_pdf([[], [str(chance.randrange(100))]] * chance.randrange(1, 5)), "all"


@kind
def pdf_that_turns_in_circles(chance: Random) -> Made:
    return "a.pdf", sound()["a.pdf"].replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [2 0 R 2 0 R]"), "all"


@kind
def pdf_that_is_locked(chance: Random) -> Made:
    key = "".join(chance.choices("0123456789abcdef", k=64))
    lock = (
        f"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{key}> /U <{key}> >> /ID [<00> <00>] ".encode()
    )
    return "a.pdf", sound()["a.pdf"].replace(b"/Root 1 0 R ", b"/Root 1 0 R " + lock), "all"


@kind
def page_without_an_article(chance: Random) -> Made:
    bodies = [b"", b"<nav><a href=/>Home</a></nav>", b"<script>var a = 1;</script>", b"<img src=a.png>", b"<br>" * 1000]
    return "a.html", b"<!DOCTYPE html><html><body>" + chance.choice(bodies) + b"</body></html>", "all"


@kind
def page_of_tags(chance: Random) -> Made:
    tag = chance.choice([b"<div>", b"<b>", b"<table><tr><td>", b"<!--", b"<p", b"<svg><g>"])
    return "a.html", b"<html><body>" + tag * chance.choice([2000, 50_000]), "perhaps"


@kind
def nulls(chance: Random) -> Made:
    name = chance.choice(list(sound()))
    return name, bytes(chance.choice([1, 100, 1_000_000])), "all"


@kind
def nulls_in_a_text(chance: Random) -> Made:
    data = prose(chance).encode()
    place = chance.randrange(len(data))
    return "a.txt", data[:place] + bytes(chance.choice([1, 50])) + data[place:], "all"


@kind
def noise(chance: Random) -> Made:
    name = chance.choice([*sound(), "a.txt", "a.md"])
    return name, bytes([0, 255]) + chance.randbytes(chance.choice([50, 5000, 200_000])), "all"


@kind
def nothing(chance: Random) -> Made:
    return chance.choice([*sound(), "a.txt"]), chance.choice([b"", b"\n\n", b" \t\r\n", b"\xef\xbb\xbf"]), "all"


@kind
def long_line(chance: Random) -> Made:
    name, before = chance.choice(
        [("a.txt", ""), ("a.jsonl", '{"text": "'), ("a.csv", 'id,text\n1,"'), ("a.html", "<html>")]
    )
    return name, before.encode() + b"They met " * (200_000_000 // 9), "all"


@kind
def large(chance: Random) -> Made:
    """As large as may be, or nearly so: nothing is broken, but memory must last."""
    words = "They met; Erdoğan left 😀. " * (9_000_000 // 27)
    files: dict[str, Callable[[], bytes]] = {
        "a.txt": lambda: words.encode(),
        "a.md": lambda: words.encode() * 4,
        "a.html": lambda: b"<html><body>" + b"<p>They met, <b>and</b> left.</p>" * 150_000,
        "a.jsonl": lambda: json.dumps({"text": words}).encode() + b"\n" + json.dumps({"text": words * 2}).encode(),
        "a.json": lambda: json.dumps([{"text": words[:100]}] * 20_000).encode(),
        "a.csv": lambda: f'text\n"{words}"\n"{words * 4}"\n'.encode(),
        "a.rss": lambda: b"<rss>" + b"<item><description>They met, and left.</description></item>" * 50_000 + b"</rss>",
        "a.parquet": lambda: documents.make_parquet({"text": [words] * 2}),
        "a.docx": lambda: documents.make_docx([words]),
        "a.eml": lambda: b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + words.encode(),
        "a.pdf": lambda: documents.make_pdf([["They met, and left."] * 60] * 100),
    }
    name = chance.choice(list(files))
    return name, files[name](), "perhaps"


@kind
def columns_of_other_names(chance: Random) -> Made:
    table = "who,when,what\n" + "".join(f"Norway,{day} May 2024,met Iceland\n" for day in range(1, 20))
    name = chance.choice(["a.csv", "a.tsv", "a.txt"])
    if name == "a.tsv":
        return name, table.replace(",", "\t").encode(), "all"
    parquet = documents.make_parquet({"text": [1, 2], "body": ["a", "b"]})
    return chance.choice([(name, table.encode(), "all"), ("a.parquet", parquet, "all")])


@kind
def rows_that_are_broken(chance: Random) -> Made:
    row = chance.choice([b"1,\n", b"2,   \n", b"3\n", b'4,""\n', b"5,\x00\x01\x02\n"])
    return "a.csv", b"id,text\n" + row + f"6,{SENTENCES[0]}\n".encode(), "some"


@kind
def message_with_attachments_only(chance: Random) -> Made:
    picture = base64.b64encode(chance.randbytes(2000))
    head = b'Subject: Talks\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n'
    part = (
        b'Content-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64\n\n' + picture + b"\n--x--\n"
    )
    attached = b'Content-Disposition: attachment; filename="a.pdf"\n' + part
    return "a.eml", head + attached, "all"


@kind
def message_that_is_broken(chance: Random) -> Made:
    head = b"Subject: Talks\nMIME-Version: 1.0\nContent-Type: "
    nested = b"".join(
        b'multipart/mixed; boundary="%d"\n\n--%d\nContent-Type: ' % (level, level) for level in range(500)
    )
    bodies = [
        b"text/plain; charset=no-such-thing\n\nThey met.",
        b"multipart/mixed\n\nThey met.",
        b"text/plain\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"text/html\n\n<html></html>",
        nested + b"text/plain\n\nThey met.",
    ]
    return "a.eml", head + chance.choice(bodies), "perhaps"


@kind
def mailbox_with_a_broken_message(chance: Random) -> Made:
    start = b"From desk@example.org Mon May 20 10:00:00 2024\nSubject: Talks\nMIME-Version: 1.0\n"
    good = start + b"Content-Type: text/plain\n\n" + prose(chance).encode() + b"\n\n"
    return (
        "a.mbox",
        good + start + b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0=\n\n" + good,
        "some",
    )


@kind
def other_encodings(chance: Random) -> Made:
    text = prose(chance) + " Čaputová and Erdoğan met Mitsotákis; Θεσσαλονίκη; Київ."
    encoding = chance.choice(["utf-16-le", "utf-32", "utf-7", "cp037", "iso-8859-7", "koi8-u", "shift_jis", "gb18030"])
    return chance.choice(["a.txt", "a.html", "a.csv", "a.jsonl"]), text.encode(encoding, "ignore"), "perhaps"


@kind
def deep_json(chance: Random) -> Made:
    depth = chance.choice([5000, 1_000_000])
    shape = chance.choice(["[{}]", '{{"text": {}', '{{"a": [{}']).format("")
    return "a.json", (shape[:-1] * depth).encode(), "all"


@kind
def json_that_is_broken(chance: Random) -> Made:
    bad = [
        b'{"text": "They met.', b'{"text": 7}', b'{"text": null}', b'{"title": "T"}', b'{"text": ["a"]}',
        b'{"text": ""}', b'"They met."', b"[1, 2]", b'{"text": "a"}}', b"{'text': 'a'}", b'{"text": NaN}',
        b'{"text": ' + b"9" * 5000 + b"}",
    ]  # fmt: skip
    return "a.jsonl", b'{"text": "They met."}\n' + chance.choice(bad) + b'\n{"text": "They left."}\n', "some"


@kind
def ids_that_come_twice(chance: Random) -> Made:
    return "a.jsonl", b'{"id": "%d", "text": "They met."}\n' % chance.randrange(10_000, 10**9) * 2, "some"


@kind
def feed_that_is_broken(chance: Random) -> Made:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    feeds = [
        b"<rss><channel><title>T</title></channel></rss>",
        b"<rss><channel><item><title>T</title></item></channel></rss>",
        b"<rss><channel><item>",
        b"<rss>" + b"<a>" * 100_000,
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss><item><description>&l12;</description></item></rss>'.encode(),
        b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><description>&x;</description></item></rss>',
    ]
    return chance.choice(["a.rss", "a.xml", "a.txt"]), chance.choice(feeds), "all"


@kind
def names_that_lie(chance: Random) -> Made:
    data = [
        b"\x89PNG\r\n\x1a\n" + chance.randbytes(500), b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + chance.randbytes(500),
        b"MZ\x90\x00" + chance.randbytes(500), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        b"{\\rtf1\\ansi They met.}", b"%!PS-Adobe-3.0\n(They met.) show", b"\x7fELF" + bytes(200),
        documents.make_zip({"xl/workbook.xml": b"<a/>"}), documents.make_zip({"content.xml": b"<a/>"}),
    ]  # fmt: skip
    return chance.choice(["a.txt", "a.pdf", "a.csv", "a.docx", "a.html"]), chance.choice(data), "all"


@kind
def document_that_is_broken(chance: Random) -> Made:
    with zipfile.ZipFile(io.BytesIO(sound()["a.docx"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(12))
    changes = [
        b"", b"<a>", b"no XML", b'<!DOCTYPE a [<!ENTITY l0 "ha">' + laughs + b"]><a>&l12;</a>", bytes(120_000_000),
    ]  # fmt: skip
    return "a.docx", documents.make_zip({**files, "word/document.xml": chance.choice(changes)}), "all"


@kind
def table_that_lies(chance: Random) -> Made:
    data = bytearray(sound()["a.parquet"])
    data[-8:-4] = struct.pack("<I", chance.choice([0, 5, 2**31, 2**32 - 1]))
    return "a.parquet", bytes(data), "all"


@kind
def crawl_that_is_broken(chance: Random) -> Made:
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
    head += b"Content-Type: application/http\r\n"
    bodies = [
        b"Content-Length: 99999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"Content-Length: x\r\n\r\n",
        b"Content-Length: 17\r\n\r\nHTTP/1.1 404 No\r\n",
        b"",
        b"\r\n\r\nno record",
    ]
    return "a.warc", head + chance.choice(bodies), "all"
