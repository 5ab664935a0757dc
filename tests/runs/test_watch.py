"""A folder that is watched: what comes goes in, once, and nothing else happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from kg.model import Article
from kg.runs.watch import Watch, name_apart
from kg.store.store import list_articles
from tests.helpers.paths import ROOT

FEED = "<rss><channel><title>Wire</title>{}</channel></rss>"
ITEM = (
    "<item><title>{0}</title><link>https://example.org/{0}</link><description>Merkel visited {0}.</description></item>"
)


def test_files_are_given_once_they_stay_as_they_are_until_they_are_taken(tmp_path: Path) -> None:
    looks = Watch(tmp_path)
    assert looks.look() == []
    path = tmp_path / "a.txt"
    path.write_text("Merkel visi")
    assert looks.look() == []
    path.write_text("Merkel visited Paris.")
    assert looks.look() == []
    assert looks.look() == looks.look() == [str(path)]
    looks.take([str(path)])
    assert looks.look() == []
    (tmp_path / "b.txt").write_text("Merkel left.")
    path.unlink()
    assert [looks.look(), looks.look()] == [[], [str(tmp_path / "b.txt")]]


def test_ids_of_different_files_differ_and_items_keep_theirs(tmp_path: Path) -> None:
    def ids(path: str, *articles: Article) -> list[str]:
        return [article.id for article in name_apart(articles, tmp_path / path, tmp_path)]

    assert ids("x.txt", Article("x", "Text.", source=str(tmp_path / "x.txt"))) == ["x"]
    assert ids("a/x.txt", Article("x", "Text.", source="a/x.txt"), Article("own", "Text.")) == ["a-x", "own"]
    first, second = (Article(id, "Text.", source=f"https://example.org/{id}") for id in ("feed", "feed-2"))
    moved = Article("feed-2", "Text.", source=first.source), Article("feed", "Text.", source="https://example.org/new")
    assert ids("feed.rss", *moved)[0] == ids("feed.rss", first, second)[0]
    assert len({*ids("feed.rss", first, second), *ids("feed.rss", *moved)}) == 3


def test_a_folder_goes_into_a_store_until_control_c(tmp_path: Path) -> None:
    inbox, store = tmp_path / "inbox", tmp_path / "store"
    inbox.mkdir()
    command = [sys.executable, "-m", "kg", "watch", str(inbox), str(store), "--every", "0.1"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert process.stdout
    (inbox / "a.txt").write_text("Angela Merkel visited Paris on Monday.")
    assert process.stdout.readline() == f"{store}: 1 new or changed, 0 as before\n"
    (inbox / "feed.rss").write_text(FEED.format(ITEM.format("Oslo")))
    assert process.stdout.readline() == f"{store}: 1 new or changed, 0 as before\n"
    (inbox / "feed.rss").write_text(FEED.format(ITEM.format("Rome") + ITEM.format("Oslo")))
    assert process.stdout.readline() == f"{store}: 1 new or changed, 1 as before\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    assert (process.communicate()[0], process.returncode) == ("", 0)
    assert len(list_articles(store)) == 3
