"""The archive beside the statement: its earlier versions, what changed in each, and a feed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from checker.render.archive.banner import with_banner
from checker.render.archive.editions import STYLESHEET, Archive, ArchiveError, Edition
from checker.render.archive.feed import feed
from checker.render.archive.pages import changes_page, versions_page
from checker.render.publish import MANIFEST
from checker.render.site import listed, style_sheet, to_json

__all__ = ["ArchiveError", "Edition", "with_archive"]


def with_archive(editions: Sequence[Edition]) -> dict[str, bytes]:
    """The files of a site by their paths: the last of some editions, and the archive.

    `editions` are what was published of a statement, oldest first; there is at least one. The files
    of the last stay as they are, but for the manifest, which names the archive as well. Of an
    earlier one only the pages change: they get a banner. ArchiveError if they are none of klar's.
    """
    archive = Archive(editions)
    files = dict(archive.current.files)
    added = {STYLESHEET: style_sheet(STYLESHEET)}
    for edition in archive.earlier:
        added |= {
            archive.path(edition, path): data
            for path, data in edition.files.items()
            if path != MANIFEST
        }
        for language in edition.languages:
            page = archive.page(edition, language)
            if page not in added:
                raise ArchiveError(f"version {edition.version} lacks {language}/statement.html")
            added[page] = with_banner(added[page], archive, edition, language)
    for edition in archive.editions:
        for language in edition.languages if archive.before(edition) else ():
            added[archive.changes(edition, language)] = changes_page(archive, edition, language)
    for language in archive.current.languages:
        added[archive.index(language)] = versions_page(archive, language)
        added[archive.feed(language)] = feed(archive, language)
    files[MANIFEST] = _manifest(archive, added)
    return files | added


def _manifest(archive: Archive, added: Mapping[str, bytes]) -> bytes:
    """The manifest of the current edition, with the archive's files named in it."""
    manifest: dict[str, Any] = json.loads(archive.current.files[MANIFEST])
    for part in (manifest, *manifest["languages"]):
        # What was redacted since has other hashes than when it was frozen.
        part["files"] = listed(
            {one["path"]: archive.current.files[one["path"]] for one in part["files"]}
        )
    manifest["archive"] = {
        "files": listed({STYLESHEET: added[STYLESHEET]}),
        "languages": [
            {"lang": language, "files": listed(_below(f"{language}/", added))}
            for language in archive.current.languages
        ],
        "versions": [
            {
                "version": edition.version,
                "last_updated": edition.statement.last_updated,
                "effective": [
                    {"from": one.start, "applies_in": one.applies_in}
                    for one in edition.statement.effective
                ],
                "redacted": edition.redacted,
                **_files(archive, edition, added),
            }
            for edition in reversed(archive.editions)
        ],
    }
    return to_json(manifest, indent=1).encode()


def _files(archive: Archive, edition: Edition, added: Mapping[str, bytes]) -> dict[str, Any]:
    """The archive's files of an edition: those of all languages, and those of each."""
    shared = _below(archive.path(edition, ""), added)
    languages = []
    for language in edition.languages:
        own = _below(archive.path(edition, f"{language}/"), shared)
        languages.append({"lang": language, "files": listed(own)})
        shared = {path: data for path, data in shared.items() if path not in own}
    return {"files": listed(shared), "languages": languages}


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith(folder)}
