"""Released versions of the statement: frozen, chained, verified, redacted where the law asks.

They lie in the folder `releases/` of the policy directory, which is no part of the source:

    SHA256SUMS             a line for each release, oldest first, as `sha256sum -c` reads it
    1.0.0/release.json     the record: dates, what it was rendered with, the release before it, and
                           the SHA-256 of every other file
    1.0.0/source.json      the source as values, without formatting and comments
    1.0.0/manifest.json …  what `klar render` writes of the statement itself
    1.0.0/redactions.json  only where something was redacted
"""
