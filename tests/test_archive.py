"""The archive beside the published statement, and what is published on which day."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from checker import languages, source
from checker import model as m
from checker.build import build
from checker.render.archive import ArchiveError, Edition, with_archive
from checker.render.archive.periods import Period, periods
from checker.render.site import publish, render_files
from tests.archives import INTERNAL, LANGUAGES, UNRELEASED, VERSIONS, done, edit, released
from tests.policies import STARTER, overlay
from tests.running import ROOT, klar
from tests.test_pages import needed
from tests.test_render import BENIGN, HOSTILE, Tags, replaced, snapshot

ATOM = "{http://www.w3.org/2005/Atom}"
Site = dict[str, bytes]


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy with three releases, and edits that are not released."""
    return released(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def site(policy: Path) -> Site:
    """What `klar render` writes of it."""
    return rendered(policy, policy.parent / "dist")


@pytest.fixture(scope="module")
def latest(policy: Path) -> Site:
    """What is published when all three releases are in force."""
    return rendered(policy, policy.parent / "latest", "--on", "2026-11-01")


def rendered(policy: Path, out: Path, *arguments: str) -> Site:
    done(klar("render", "-C", policy, "--out", out, *arguments))
    return snapshot(out)


def own(site: Site) -> Site:
    """The files of the statement itself, but for the manifest."""
    kept = {"statement.css"}
    kept |= {path for path in site if re.match(r"[a-z]{2}/statement\.", path)}
    return {path: site[path] for path in kept}


def frozen(policy: Path, version: str) -> Site:
    return own(snapshot(policy / "releases" / version))


def words(page: bytes) -> str:
    return unescape(Tags(page.decode()).text)


# The list of versions


def test_without_releases_the_list_has_the_statement_alone(tmp_path: Path) -> None:
    files = rendered(overlay(tmp_path), tmp_path / "dist")
    assert not any(path.startswith("versions/") for path in files)
    for language in LANGUAGES:
        page = files[f"{language}/versions.html"].decode()
        assert re.findall(r'id="version-([0-9.]+)"', page) == ["1.0.0"]
        assert 'href="versions.html"' in files[f"{language}/statement.html"].decode()


def test_the_list_has_every_version_newest_first_with_what_changed(site: Site) -> None:
    page = site["nb/versions.html"]
    listed = re.findall(r'id="version-([0-9.]+)"', page.decode())
    assert listed == ["3.0.0", *reversed(VERSIONS)]
    newest, second, first, oldest = re.findall(r"(?s)<section.*?</section>", page.decode())
    assert "Nyeste versjon" in newest
    assert "Nyeste versjon" not in second
    assert "Vi lagrer bestillinger lenger" in second
    assert "I kraft fra 1. oktober 2026 fram til 1. desember 2026" in words(second.encode())
    told = words(first.encode())
    assert "Sist oppdatert 1. mai 2026" in told
    assert "I kraft i Danmark fra 1. juni 2026 fram til 1. oktober 2026" in told
    assert "I kraft i Norge og Sverige fra 1. juli 2026 fram til 1. oktober 2026" in told
    assert 'href="../versions/1.1.0/nb/statement.html#orders"' in first
    assert "I kraft i Danmark fra 15. januar 2026 fram til 1. juni 2026" in words(oldest.encode())


@pytest.mark.parametrize(
    ("own", "later", "expected"),
    [
        ([], None, [Period("2026-01-01", None)]),
        ([], [], [Period("2026-01-01", "2026-02-01")]),
        ([("2026-03-01", ())], [], [Period("2026-03-01", "2026-02-01")]),
        (
            [("2026-01-05", ("DK",)), ("2026-01-07", ())],
            [("2026-02-09", ("SE",))],
            [
                Period("2026-01-05", "2026-02-01", ("DK",)),
                Period("2026-01-07", "2026-02-01", ("NO",)),
                Period("2026-01-07", "2026-02-09", ("SE",)),
            ],
        ),
    ],
)
def test_a_version_is_in_force_from_its_day_until_that_of_the_next(
    own: list[tuple[str, tuple[str, ...]]],
    later: list[tuple[str, tuple[str, ...]]] | None,
    expected: list[Period],
) -> None:
    statement = read(STARTER).statement
    assert statement

    def dated(updated: str, effective: list[tuple[str, tuple[str, ...]]]) -> m.Statement:
        assert statement
        days = tuple(m.Effective("", "", day, markets) for day, markets in effective)
        return statement._replace(last_updated=updated, effective=days)

    next_one = None if later is None else dated("2026-02-01", later)
    assert list(periods(dated("2026-01-01", own), next_one)) == expected


def test_a_version_that_was_replaced_before_its_day_never_was_in_force() -> None:
    policy = read(STARTER)
    late = version(policy, "1.0.0", "2026-01-01", m.Effective("", "", "2026-09-01", ()))
    files = with_archive([edition(late), edition(version(policy, "1.0.1", "2026-02-01"))])
    assert "Trådte ikke i kraft" in words(files["da/versions.html"])
    assert "Trådte ikke i kraft" in words(files["versions/1.0.0/da/statement.html"])


# Earlier versions


@pytest.mark.parametrize("number", VERSIONS)
def test_an_earlier_version_stands_as_it_was_published(
    policy: Path, site: Site, number: str
) -> None:
    before = frozen(policy, number)
    for path, data in before.items():
        found = site[f"versions/{number}/{path}"].decode()
        if path.endswith("/statement.html"):
            found = re.sub(r'(?s)<aside class="klar-earlier".*?</aside>\n', "", found)
            found = found.replace('<meta name="robots" content="noindex">\n', "")
            found = found.replace('<link rel="stylesheet" href="../../../archive.css">\n', "")
            found = re.sub(
                r'href="(\.\./){3}[a-z]{2}/(versions\.html|feed\.xml)"', r'href="\2"', found
            )
        assert found == data.decode(), path
    added = {path for path in site if path.startswith(f"versions/{number}/")}
    changes = {f"versions/{number}/{language}/changes.html" for language in LANGUAGES}
    extra = changes if number != "1.0.0" else set()
    assert added == {f"versions/{number}/{path}" for path in before} | extra


def test_an_earlier_version_says_so_first_and_leads_to_the_newest(site: Site) -> None:
    page = site["versions/1.1.0/sv/statement.html"].decode()
    head, body = re.split(r"<body[^>]*>\n", page)
    assert '<meta name="robots" content="noindex">' in head
    assert body.startswith('<aside class="klar-earlier" aria-label="Tidigare version">')
    banner = words(body.split("</aside>")[0].encode() + b"</aside>")
    assert "Det här är en tidigare version." in banner
    assert "I kraft i Danmark från och med 1 juni 2026 fram till 1 oktober 2026" in banner
    assert '<a href="../../../sv/statement.html">Gå till den senaste versionen</a>' in body
    for path, data in site.items():
        if not path.startswith("versions/"):
            assert b"klar-earlier" not in data or path == "archive.css", path


def test_a_version_from_which_words_were_taken_says_so_and_when() -> None:
    policy = read(STARTER)
    first = edition(version(policy, "1.0.0", "2026-01-01"))
    first = first._replace(redacted=("2026-04-02", "2026-05-03", "2026-05-03"))
    files = with_archive([first, edition(version(policy, "1.1.0", "2026-03-01"))])
    said = (
        "Oplysninger i denne version blev fjernet den 2. april 2026 og 3. maj 2026 "
        "og er erstattet med […]."
    )
    assert said in words(files["versions/1.0.0/da/statement.html"])
    assert said in words(files["da/versions.html"])
    listed = {
        one["version"]: one for one in json.loads(files["manifest.json"])["archive"]["versions"]
    }
    assert listed["1.0.0"]["redacted"] == ["2026-04-02", "2026-05-03", "2026-05-03"]
    assert listed["1.1.0"]["redacted"] == []


def test_what_was_redacted_in_one_version_is_no_change_from_the_next(
    policy: Path, tmp_path: Path
) -> None:
    redacted = shutil.copytree(policy, tmp_path / "policy")
    reasons = ("--by", "Ola Hansen", "--reason", "Erasure", "--on", "2026-11-02")
    done(klar("redact", "1.1.0", "dpo@example.com", *reasons, "-C", redacted))
    files = rendered(redacted, tmp_path / "dist", "--on", "2026-11-01")
    for path, data in files.items():
        if path.startswith("versions/1.1.0/") or path.endswith("changes.html"):
            assert b"dpo@example.com" not in data, path
    assert b"[\xe2\x80\xa6]" in files["versions/1.1.0/nb/statement.md"].replace(b"\\", b"")
    assert "2. november 2026" in words(files["versions/1.1.0/nb/statement.html"])
    assert leads_nowhere(files) == []
    # The one in force is redacted too: its page stands as it is now, and the manifest names it so.
    done(klar("redact", "2.0.0", "dpo@example.com", *reasons, "-C", redacted))
    files = rendered(redacted, tmp_path / "dist", "--on", "2026-11-01")
    assert own(files) == frozen(redacted, "2.0.0")
    check_manifest(files)


def test_a_page_that_is_none_of_klars_is_refused() -> None:
    policy = read(STARTER)
    first, second = version(policy, "1.0.0", "2026-01-01"), version(policy, "1.1.0", "2026-03-01")
    foreign = dict(edition(first).files) | {"da/statement.html": b"<p>hello</p>"}
    with pytest.raises(ArchiveError, match=r"versions/1\.0\.0/da/statement\.html") as caught:
        with_archive([Edition(first, foreign), edition(second)])
    assert "\n" not in str(caught.value)


def test_languages_may_come_and_go() -> None:
    policy = read(STARTER)
    assert policy.statement
    first, second = version(policy, "1.0.0", "2026-01-01"), version(policy, "1.1.0", "2026-03-01")
    first = first._replace(statement=m_languages(first, "nb", "da"))
    second = second._replace(statement=m_languages(second, "sv", "nb"))
    files = with_archive([edition(first), edition(second)])
    assert leads_nowhere(files) == []
    assert "Läs version 1.0.0 på norskt bokmål" in words(files["sv/versions.html"])
    assert 'href="../../../sv/statement.html" hreflang="sv"' in (
        files["versions/1.0.0/da/statement.html"].decode()
    )
    assert "da/versions.html" not in files
    assert "versions/1.1.0/nb/changes.html" in files


# What changed


def test_what_changed_is_told_by_how_much_it_matters_with_its_place(latest: Site) -> None:
    page = latest["versions/2.0.0/nb/changes.html"].decode()
    levels = languages.data("nb", "changes")["levels"]
    headings = ["Kort fortalt", levels["material"], levels["translation"]]
    assert re.findall(r"<h2>(.*?)</h2>", page) == headings
    assert "Vi lagrer bestillinger lenger" in page
    assert 'href="../../../nb/statement.html#newsletter--purposes--offers"' in page
    assert 'href="../../../nb/statement.html#orders--retention--complaints-period"' in page
    assert "Gjelder kunder" in page
    # The Norwegian text alone was corrected.
    danish = languages.data("da", "changes")["levels"]
    assert danish["translation"] not in latest["versions/2.0.0/da/changes.html"].decode()
    before = latest["versions/1.1.0/da/changes.html"].decode()
    assert re.findall(r"<h2>(.*?)</h2>", before) == ["Kort fortalt", danish["substantive"]]
    assert 'href="statement.html#orders--retention--complaints-period"' in before


def test_what_is_gone_leads_to_the_version_that_had_it(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    done(klar("release", "-C", policy))
    edit(policy / "statement.yaml", "version: 1.0.0", "version: 1.1.0")
    edit(policy / "activities/newsletter.yaml", "claims:\n", "x:\n")
    text = (policy / "activities/newsletter.yaml").read_text("utf-8").partition("x:\n")[0]
    (policy / "activities/newsletter.yaml").write_text(text, "utf-8")
    files = rendered(policy, tmp_path / "dist")
    page = files["versions/1.1.0/sv/changes.html"].decode()
    assert 'href="../../1.0.0/sv/statement.html#newsletter--claims--nothing-else"' in page
    assert languages.data("sv", "changes")["levels"]["material"] in page


def test_where_nothing_changed_the_page_says_so() -> None:
    policy = read(STARTER)
    files = with_archive(
        [edition(version(policy, number, "2026-03-01")) for number in ("1.0.0", "1.0.1")]
    )
    said = words(files["versions/1.0.1/da/changes.html"])
    assert "Indholdet er det samme som i version 1.0.0." in said


def test_what_is_on_no_page_is_told_nowhere(site: Site) -> None:
    for path, data in site.items():
        assert INTERNAL not in data.decode().lower(), path


# What is published on which day


@pytest.mark.parametrize(
    ("day", "current"),
    [
        ("2026-01-15", "1.0.0"),
        ("2026-05-31", "1.0.0"),
        ("2026-06-01", "1.1.0"),
        ("2026-09-30", "1.1.0"),
        ("2026-10-01", "2.0.0"),
        ("2030-01-01", "2.0.0"),
    ],
)
def test_a_version_is_published_from_its_day_and_no_sooner(
    policy: Path, tmp_path: Path, day: str, current: str
) -> None:
    files = rendered(policy, tmp_path / "dist", "--on", day)
    assert own(files) == frozen(policy, current)
    published = VERSIONS[: VERSIONS.index(current) + 1]
    manifest = json.loads(files["manifest.json"])
    assert manifest["statement"]["version"] == current
    versions = [one["version"] for one in manifest["archive"]["versions"]]
    assert versions == [*reversed(published)]
    hidden = {*VERSIONS, "3.0.0", UNRELEASED} - {*published}
    for path, data in files.items():
        for word in hidden:
            assert word not in path
            assert word not in data.decode(), (path, word)


def test_today_is_the_day_of_the_clock(policy: Path, tmp_path: Path) -> None:
    today = rendered(policy, tmp_path / "a", "--on", "today")
    assert today == rendered(policy, tmp_path / "b", "--on", date.today().isoformat())


def test_before_the_first_release_nothing_is_written(policy: Path, tmp_path: Path) -> None:
    out = tmp_path / "dist"
    before = rendered(policy, out, "--on", "2026-11-01")
    run = klar("render", "-C", policy, "--out", out, "--on", "2026-01-14")
    assert run.returncode == 1
    assert run.stdout == "No release is in force on 2026-01-14: see `klar history`.\n"
    assert run.stderr == "Nothing was written.\n"
    assert snapshot(out) == before


def test_the_policy_itself_need_not_even_be_readable(policy: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(policy, tmp_path / "policy")
    for file in broken.glob("*.yaml"):
        file.write_text("\t: no YAML", "utf-8")
    files = rendered(broken, tmp_path / "dist", "--on", "2026-11-01")
    assert own(files) == frozen(policy, "2.0.0")


@pytest.mark.parametrize("arguments", [(), ("--on", "2026-11-01")], ids=["tree", "on"])
@pytest.mark.parametrize("file", ["1.0.0/da/statement.html", "2.0.0/source.json", "SHA256SUMS"])
def test_what_was_altered_is_never_published(
    policy: Path, tmp_path: Path, arguments: tuple[str, ...], file: str
) -> None:
    out = tmp_path / "dist"
    before = rendered(policy, out)
    altered = shutil.copytree(policy, tmp_path / "policy")
    target = altered / "releases" / file
    target.write_bytes(target.read_bytes().replace(b"a", b"b", 1))
    run = klar("render", "-C", altered, "--out", out, *arguments)
    assert run.returncode == 1
    assert "releases/" in run.stdout
    assert run.stderr == "Nothing was written.\n"
    assert snapshot(out) == before


def test_a_draft_is_written_all_the_same_without_what_was_altered(
    policy: Path, tmp_path: Path
) -> None:
    altered = shutil.copytree(policy, tmp_path / "policy")
    (altered / "releases/1.1.0/sv/statement.md").write_text("other", "utf-8")
    run = done(klar("render", "-C", altered, "--out", tmp_path / "dist", "--draft"))
    assert "klar history" in run.stderr
    files = snapshot(tmp_path / "dist")
    assert not any(path.startswith("versions/") for path in files)
    assert '<meta name="robots" content="noindex">' in files["da/versions.html"].decode()


def test_a_draft_marks_the_pages_of_the_archive(policy: Path, tmp_path: Path) -> None:
    files = rendered(policy, tmp_path / "dist", "--draft")
    for path in ("da/versions.html", "versions/3.0.0/da/changes.html"):
        assert "Udkast." in files[path].decode()
        assert '<meta name="robots" content="noindex">' in files[path].decode()


def test_an_older_tree_shows_no_later_version(policy: Path, tmp_path: Path) -> None:
    older = shutil.copytree(policy, tmp_path / "policy")
    statement = older / "statement.yaml"
    edit(statement, "version: 3.0.0", "version: 1.2.0")
    files = rendered(older, tmp_path / "a")
    assert numbers(files) == ["1.2.0", "1.1.0", "1.0.0"]
    # Nor one that takes effect only after this one does.
    edit(statement, "version: 1.2.0", "version: 3.0.0")
    edit(statement, "from: 2026-12-01", "from: 2026-09-30")
    files = rendered(older, tmp_path / "b")
    assert numbers(files) == ["3.0.0", "1.1.0", "1.0.0"]


def numbers(files: Site) -> list[str]:
    return [one["version"] for one in json.loads(files["manifest.json"])["archive"]["versions"]]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--on", "tomorrow"), 2, "is no date"),
        (("--on", "2026-02-30"), 2, "is no date"),
        (("--on", "today", "--draft"), 2, "do not go together"),
        (("--on", "today", "-C", "nowhere"), 3, "cannot read nowhere"),
    ],
)
def test_wrong_usage_is_one_clear_line(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    policy = overlay(tmp_path)
    run = klar("render", "-C", policy, "--out", tmp_path / "dist", *arguments, cwd=tmp_path)
    assert run.returncode == code
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "dist").exists()


# The output folder


def test_an_earlier_day_takes_later_versions_out_of_the_output_again(
    policy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "dist"
    rendered(policy, out, "--on", "2026-11-01")
    (out / "versions" / "mine.txt").write_text("mine", "utf-8")
    files = rendered(policy, out, "--on", "2026-02-01")
    expected = rendered(policy, tmp_path / "other", "--on", "2026-02-01")
    assert files == {**expected, "versions/mine.txt": b"mine"}
    assert not (out / "versions" / "1.1.0").exists()


def test_the_manifest_names_every_file_with_its_hash(latest: Site) -> None:
    check_manifest(latest)
    archive = json.loads(latest["manifest.json"])["archive"]
    assert archive["versions"][1]["effective"] == [
        {"from": "2026-06-01", "applies_in": ["DK"]},
        {"from": "2026-07-01", "applies_in": ["NO", "SE"]},
    ]


def check_manifest(files: Site) -> None:
    """Every file but the manifest is named in it once, with its hash."""
    manifest = json.loads(files["manifest.json"])
    archive = manifest["archive"]
    several = [manifest, archive, *archive["versions"]]
    parts = [*several, *(language for one in several for language in one["languages"])]
    listed = {file["path"]: file["sha256"] for part in parts for file in part["files"]}
    assert listed.keys() == files.keys() - {"manifest.json"}
    for path, digest in listed.items():
        assert sha256(files[path]).hexdigest() == digest
    assert sum(len(part["files"]) for part in parts) == len(listed)


@pytest.mark.parametrize("value", [[], 5, {"versions": 5}, {"files": [], "languages": []}])
def test_a_manifest_with_another_archive_removes_nothing(tmp_path: Path, value: object) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    named = {"files": [{"path": "mine.txt"}], "languages": [], "archive": value}
    (tmp_path / "manifest.json").write_text(json.dumps(named), "utf-8")
    publish({"manifest.json": b"{}"}, str(tmp_path))
    assert (tmp_path / "mine.txt").exists()


def test_every_link_leads_to_something(site: Site, latest: Site) -> None:
    assert leads_nowhere(site) == []
    assert leads_nowhere(latest) == []


def leads_nowhere(files: Site) -> list[tuple[str, str]]:
    """The links of all pages and feeds that lead to no file, or to no place in it."""
    ids = {
        path: {*Tags(data.decode()).ids}
        for path, data in files.items()
        if path.endswith(".html") and not path.endswith("fragment.html")
    }
    lost = []
    for path, href in links(files):
        target, _, fragment = href.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target or path))
        if not target:
            found = path
        if found not in files or (fragment and fragment not in ids[found]):
            lost.append((path, href))
    return lost


def links(files: Site) -> Iterator[tuple[str, str]]:
    for path, data in files.items():
        if path.endswith((".html", ".xml")) and not path.endswith("fragment.html"):
            for href in re.findall(r' href="([^"]*)"', data.decode()):
                if not re.match("https?:|mailto:|tel:", href):
                    yield path, unescape(href)


def test_the_same_history_gives_the_same_bytes_anywhere(policy: Path, tmp_path: Path) -> None:
    runs = []
    for at, seed in enumerate(("1", "77")):
        out = tmp_path / str(at)
        zone = ("UTC", "Pacific/Apia")[at]
        arguments = ("render", "-C", policy, "--out", out, "--on", "2026-11-01")
        done(klar(*arguments, PYTHONHASHSEED=seed, TZ=zone, LANG="C"))
        runs.append(snapshot(out))
    assert runs[0] == runs[1]


# The feed


def feeds(files: Site) -> dict[str, ET.Element]:
    # What klar wrote, not what somebody sent.
    return {
        language: ET.fromstring(files[f"{language}/feed.xml"])  # noqa: S314
        for language in LANGUAGES
    }


def is_atom(data: bytes, tmp_path: Path) -> bool:
    """Whether a feed fits the grammar of RFC 4287."""
    (tmp_path / "feed.xml").write_bytes(data)
    run = subprocess.run(
        [needed("xmllint"), "--noout", "--nonet", "--relaxng", ROOT / "tests/atom.rng", "feed.xml"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    return run.returncode == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_atom(site: Site, tmp_path: Path, language: str) -> None:
    data = site[f"{language}/feed.xml"]
    assert is_atom(data, tmp_path)
    for wrong in (
        data.replace(b"T00:00:00Z", b"", 1),
        data.replace(b"<id>", b"<id><b/>", 1),
        data.replace(b'type="text/html"', b'type="html"', 1),
    ):
        assert not is_atom(wrong, tmp_path)


def test_the_feed_keeps_the_rules_that_its_grammar_cannot_say(site: Site) -> None:
    """RFC 4287, 4.1.1, 4.1.2 and 4.2.6: authors, a link where there is no content, ids."""
    ids: list[str] = []
    for feed in feeds(site).values():
        entries = feed.findall(f"{ATOM}entry")
        for one in (feed, *entries):
            assert one.find(f"{ATOM}author/{ATOM}name") is not None
            relations = Counter(link.get("rel") for link in one.findall(f"{ATOM}link"))
            assert relations["alternate"] == 1
            ids.append(one.findtext(f"{ATOM}id", ""))
        updated = [one.findtext(f"{ATOM}updated", "") for one in entries]
        assert feed.findtext(f"{ATOM}updated") == max(updated)
        assert [one.removesuffix("T00:00:00Z") for one in updated] == [
            "2026-12-01",
            "2026-09-01",
            "2026-05-01",
            "2026-01-15",
        ]
        assert feed.find(f"{ATOM}link[@rel='self']") is not None
    assert len(ids) == len(set(ids)) == 15
    shape = "urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    assert all(re.fullmatch(shape, one) for one in ids)


def test_entries_keep_their_ids_when_a_version_follows(site: Site, latest: Site) -> None:
    now, before = feeds(site)["nb"], feeds(latest)["nb"]
    for path in (f"{ATOM}entry", f"{ATOM}entry/{ATOM}id"):
        assert len(now.findall(path)) == len(before.findall(path)) + 1
    ids = [one.text for one in now.findall(f"{ATOM}entry/{ATOM}id")]
    assert ids[1:] == [one.text for one in before.findall(f"{ATOM}entry/{ATOM}id")]
    # One that readers hold must never become another.
    assert ids[-1] == "urn:uuid:ede5985f-6564-5247-9acc-7c6b00889644"


def test_the_feed_tells_what_the_changelog_does(latest: Site) -> None:
    feed = feeds(latest)["nb"]
    told = [one.findtext(f"{ATOM}summary") for one in feed.findall(f"{ATOM}entry")]
    assert told == [
        "Vi lagrer bestillinger lenger og sender flere tilbud.",
        "Vi sletter bestillinger tidligere enn før.",
        "Første utgave.",
    ]
    assert feed.findtext(f"{ATOM}title") == "Personvernerklæring – Fjordlys Eksempel AS"


# No markup from data


def read(folder: Path) -> m.Policy:
    documents = {one.path: one for one in source.read_tree(str(folder))}
    return build(documents, frozenset()).policy


def version(policy: m.Policy, number: str, day: str, *effective: m.Effective) -> m.Policy:
    """The policy under another version, with an entry in its changelog."""
    assert policy.statement
    statement = policy.statement._replace(version=number, last_updated=day, effective=effective)
    told = m.Text("", dict.fromkeys(statement.languages, f"Udgave {number}"))
    entry = m.ChangeEntry("c", "c", number, day, told, (), (), None)
    return policy._replace(statement=statement, changes=(entry,))


def m_languages(policy: m.Policy, *languages: str) -> m.Statement:
    assert policy.statement
    return policy.statement._replace(languages=languages)


def edition(policy: m.Policy) -> Edition:
    return Edition(policy, render_files(policy, (), draft=False))


def with_words(told: str) -> Site:
    """A site of two versions, all of whose texts and names say this and that they changed."""
    first = replaced(version(read(STARTER), "1.0.0", "2026-01-01"), f"{told} first")
    second = replaced(version(read(STARTER), "1.1.0", "2026-02-01"), f"{told} second")
    return with_archive([edition(first), edition(second)])


def test_hostile_words_make_no_markup(tmp_path: Path) -> None:
    hostile, benign = with_words(HOSTILE), with_words(BENIGN)
    assert hostile.keys() == benign.keys()
    for path, data in hostile.items():
        text = data.decode()
        if path.endswith(".html") and "fragment" not in path:
            assert "<script" not in text
            assert "javascript:" not in re.sub(r"\[a\]\(javascript:", "", unescape(text)), path
            tags = Counter(Tags(text).tags)
            tags.subtract(Counter(Tags(benign[path].decode()).tags))
            changed = {tag for (tag, _), more in tags.items() if more}
            # Text with a link in it may have more links, and lists where it has dashes.
            assert changed <= {"a"}, path
        if path.endswith(".xml"):
            assert is_atom(data, tmp_path)
            assert [one.tag for one in ET.fromstring(data).iter()] == [  # noqa: S314
                one.tag
                for one in ET.fromstring(benign[path]).iter()  # noqa: S314
            ]
