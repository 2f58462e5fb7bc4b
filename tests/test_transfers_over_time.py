"""What the passing of time makes of transfers: by the day of the statement and that of the check.

The expectations are the law's, by day: when decisions, clauses and memberships began and ended.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from checker.engine import Result, compile_policy
from checker.finding import LONGEST_FIELD, Finding, Severity
from checker.law.book import Book
from checker.rules.dates._topics import TOPICS, TRANSFERS
from checker.rules.dates.law_moved_past import _told
from checker.source import read
from tests.policies import overlay

TEXT = {"nb": "Fordi det er slik.", "da": "Fordi det er sådan.", "sv": "För att det är så."}
CLAUSES: dict[str, Any] = {
    "mechanism": "safeguards",
    "adequacy": "absent",
    "safeguards": [
        {"id": "clauses", "tool": "standard-contractual-clauses", "instrument": "2021/914"}
    ],
    "copy": TEXT,
}
ADEQUACY = {"mechanism": "adequacy", "adequacy": "exists", "scope": TEXT}


def policy_of(
    tmp_path: Path,
    day: str,
    transfers: dict[str, dict[str, Any]],
    countries: tuple[str, ...] = (),
    **statement: object,
) -> str:
    """A policy of a day whose mail service transfers to countries, each transfer by its id."""
    policy = overlay(tmp_path)
    recipients = _read(policy / "recipients.yaml")
    (service,) = (one for one in recipients["recipients"] if one["id"] == "mail-service")
    del service["transfers"]
    if transfers:
        service["transfers"] = [{"id": name, **rest} for name, rest in transfers.items()]
    named = (one["country"] for one in transfers.values() if "country" in one)
    service["countries"] = list(dict.fromkeys((*countries, *named))) or ["SE"]
    _write(policy / "recipients.yaml", recipients)
    stated = _read(policy / "statement.yaml")
    stated.update({"last_updated": day, **statement})
    _write(policy / "statement.yaml", stated)
    return str(policy)


def _read(file: Path) -> Any:
    return read(file.name, file.read_bytes()).value


def _write(file: Path, value: object) -> None:
    # JSON is YAML, and quotes what must be.
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def found(result: Result, *rules: str) -> dict[str, Finding]:
    """The findings of some rules by the transfer, or the last part of the route, they are on."""
    assert result.complete, [finding.message for finding in result.findings]
    names: dict[str, Finding] = {}
    for finding in result.findings:
        if finding.rule.id in rules:
            steps = finding.route.split("/")
            name = steps[2] if len(steps) > 2 else steps[-1]
            assert name not in names, "no transfer is flagged twice for one thing"
            names[name] = finding
    return names


# One statement, many days


EVERYWHERE: dict[str, dict[str, Any]] = {
    "us": {"country": "US", **ADEQUACY},
    "gb": {"country": "GB", **ADEQUACY},
    "jp": {"country": "JP", **ADEQUACY},
    "kr": {"country": "KR", **ADEQUACY},
    "br": {"country": "BR", **ADEQUACY},
    "clauses": {"country": "IN", **CLAUSES},
}
DATED = ("adequacy-decision-not-in-force", "clauses-not-in-force")
NOT_IN_FORCE = {
    "2015-10-10": {"us", "jp", "kr", "br", "clauses"},
    "2020-04-20": {"kr", "br", "clauses"},
    "2020-07-17": {"us", "kr", "br", "clauses"},
    "2023-01-01": {"us", "br"},
    "2023-08-01": {"br"},
    "2026-11-22": set(),
}


@pytest.mark.parametrize("day", NOT_IN_FORCE)
def test_each_day_has_its_findings(day: str, tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "2026-10-01", EVERYWHERE)
    result = compile_policy(policy, day)
    assert found(result, *DATED).keys() == NOT_IN_FORCE[day]
    assert all(finding.severity is not Severity.ERROR for finding in result.findings)
    contested = found(result, "adequacy-decision-contested")
    assert bool(contested) == (day >= "2023-07-10"), "the Data Privacy Framework, once in force"
    others = {f.rule.id for f in result.findings} - {*DATED, "adequacy-decision-contested"}
    assert others == set()


def test_the_days_differ_pairwise() -> None:
    assert len({frozenset(names) for names in NOT_IN_FORCE.values()}) == len(NOT_IN_FORCE)


def test_strict_dates_give_full_weight_to_what_is_verified(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "2026-10-01", EVERYWHERE)
    strict = found(compile_policy(policy, "2020-07-17", strict_dates=True), *DATED)
    weights = {name: finding.severity for name, finding in strict.items()}
    # Of Korea's decision the day is not verified.
    assert weights == {
        "us": Severity.ERROR,
        "kr": Severity.WARNING,
        "br": Severity.ERROR,
        "clauses": Severity.ERROR,
    }


def test_a_finding_stays_the_same_from_day_to_day(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "2020-04-20", {"us": {"country": "US", **ADEQUACY}})
    days = ("2020-07-17", "2021-05-01", "2023-07-09")
    findings = [found(compile_policy(policy, day), *DATED)["us"] for day in days]
    assert len({finding.fingerprint for finding in findings}) == 1
    assert findings[0].message == (
        "the adequacy decision that the transfer to 'Eksempel Mail Pty Ltd' rests on is not in "
        "force: EU-US Privacy Shield (2016/1250) ended on 2020-07-16 (Court of Justice, C-311/18 "
        "Schrems II)"
    )
    # A decision has followed, and nothing binds the transfer to the one that ended.
    assert found(compile_policy(policy, "2023-07-10"), *DATED) == {}


# Many statements, each on its day


@pytest.mark.parametrize(
    ("country", "day", "there_is_one"),
    [
        ("US", "2000-07-25", False),
        ("US", "2000-07-26", True),
        ("US", "2015-10-06", True),
        ("US", "2015-10-07", False),
        ("US", "2016-07-11", False),
        ("US", "2016-07-12", True),
        ("US", "2020-07-16", True),
        ("US", "2020-07-17", False),
        ("US", "2023-07-09", False),
        ("US", "2023-07-10", True),
        ("GB", "2020-12-31", True),
        ("GB", "2021-01-01", True),
        ("GB", "2021-06-27", True),
        ("GB", "2021-06-28", True),
        ("GB", "2025-06-28", True),
        ("GB", "2025-12-28", True),
        ("GB", "2031-12-27", True),
        ("GB", "2031-12-28", False),
        ("JP", "2019-01-22", False),
        ("JP", "2019-01-23", True),
        ("KR", "2021-12-16", False),
        ("KR", "2021-12-17", True),
        ("BR", "2026-01-25", False),
        ("BR", "2026-01-26", True),
        ("HU", "2000-07-25", False),
        ("HU", "2000-07-26", True),
        ("HU", "2004-05-02", True),
        *(
            (c, "2026-11-22", True)
            for c in ("AD", "AR", "CA", "CH", "FO", "GG", "IL", "IM", "JE", "NZ", "UY")
        ),
        *(
            (c, "2026-11-22", False)
            for c in (
                "IN",
                "CN",
                "AU",
                "SG",
                "ZA",
                "KE",
                "PH",
                "UA",
                "RS",
                "TR",
                "MX",
                "GI",
                "MC",
                "GL",
            )
        ),
    ],
)
def test_a_statement_is_held_to_the_decisions_of_its_day(
    country: str, day: str, there_is_one: bool, tmp_path: Path
) -> None:
    policy = policy_of(tmp_path, day, {"there": {"country": country, **ADEQUACY}})
    # Whatever the day of the check: what was published is judged by its own.
    for as_of in (day, "2010-01-01", "2026-11-22"):
        findings = found(compile_policy(policy, as_of), "adequacy-decision-missing")
        assert bool(findings) != there_is_one


@pytest.mark.parametrize(
    ("number", "day", "rule"),
    [
        ("2021/914", "2021-06-26", "clauses-not-usable"),
        ("2021/914", "2021-06-27", None),
        ("2021/914", "2026-11-22", None),
        ("2021/915", "2026-11-22", "clauses-not-usable"),
        ("2010/87", "2010-05-14", "clauses-not-usable"),
        ("2010/87", "2021-09-26", None),
        ("2010/87", "2021-09-27", "clauses-only-for-old-contracts"),
        ("2010/87", "2022-12-27", "clauses-only-for-old-contracts"),
        ("2010/87", "2022-12-28", "clauses-not-usable"),
        ("2001/497", "2020-04-20", None),
        ("2001/497", "2022-12-27", "clauses-only-for-old-contracts"),
        ("2001/497", "2022-12-28", "clauses-not-usable"),
        ("2004/915", "2022-12-28", "clauses-not-usable"),
        ("2002/16", "2010-05-15", "clauses-only-for-old-contracts"),
    ],
)
def test_a_statement_is_held_to_the_clauses_of_its_day(
    number: str, day: str, rule: str | None, tmp_path: Path
) -> None:
    clauses = {"id": "clauses", "tool": "standard-contractual-clauses", "instrument": number}
    transfer = {"country": "IN", **CLAUSES, "safeguards": [clauses]}
    result = compile_policy(policy_of(tmp_path, day, {"there": transfer}), day)
    assert [f.rule.id for f in result.findings if f.rule.id.startswith("clauses")] == (
        [rule] if rule else []
    )


# The United Kingdom, without a transfer


@pytest.mark.parametrize(
    ("day", "as_of", "rule"),
    [
        ("2020-12-31", "2020-12-31", None),
        ("2020-12-31", "2021-01-01", None),
        ("2020-12-31", "2021-06-27", None),
        ("2020-12-31", "2021-06-28", "recipient-outside-eea-at-check-date"),
        ("2021-06-27", "2021-06-27", None),
        ("2021-06-28", "2021-06-28", "recipient-outside-eea-without-transfer"),
        ("2026-10-01", "2020-04-20", "recipient-outside-eea-without-transfer"),
    ],
)
def test_a_country_that_left(day: str, as_of: str, rule: str | None, tmp_path: Path) -> None:
    result = compile_policy(policy_of(tmp_path, day, {}, ("GB",)), as_of)
    flagged = [f for f in result.findings if f.rule.id.startswith("recipient-outside-eea")]
    assert [f.rule.id for f in flagged] == ([rule] if rule else [])
    assert all(f.route == "mail-service/countries/GB" for f in flagged)


# What klar cannot know


def test_what_was_decided_after_the_last_review_is_not_held_against_a_statement(
    tmp_path: Path,
) -> None:
    reviewed = date.fromisoformat(Book().reviewed("adequacy"))
    for days, severity in ((0, Severity.ERROR), (1, Severity.WARNING)):
        day = (reviewed + timedelta(days=days)).isoformat()
        unknown = {"country": "IN", **CLAUSES}
        unknown["safeguards"] = [
            {"id": "clauses", "tool": "standard-contractual-clauses", "instrument": "2027/1"}
        ]
        policy = policy_of(
            tmp_path / str(days),
            day,
            {
                "none": {"country": "IN", **ADEQUACY},
                "new": {"country": "US", "decision": "2027/1", **ADEQUACY},
                "clauses": unknown,
            },
        )
        flagged = found(
            compile_policy(policy, day), "adequacy-decision-missing", "clauses-not-usable"
        )
        assert {name: f.severity for name, f in flagged.items()} == dict.fromkeys(
            ("none", "new", "clauses"), severity
        )


def test_klar_says_when_its_facts_are_old(tmp_path: Path) -> None:
    reviewed = Book().reviewed("acts")
    year, month = divmod(int(reviewed[:4]) * 12 + int(reviewed[5:7]) - 1 + 18, 12)
    last = f"{year:04}-{month + 1:02}{reviewed[7:]}"
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    policy = policy_of(tmp_path, reviewed, {})
    assert found(compile_policy(policy, last), "law-data-not-reviewed") == {}
    (finding,) = found(compile_policy(policy, after), "law-data-not-reviewed").values()
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        (
            {"country": "US", "decision": "2023/1759"},
            "klar knows no decision 2023/1759; did you mean '2023/1795'?",
        ),
        (
            {"country": "IN", "decision": "2019/419"},
            "Japan (2019/419) is for JP, not for IN",
        ),
        ({"country": "IN"}, "there was none for IN at the statement's date"),
        (
            {"country": "US", "decision": "2016/1250"},
            "EU-US Privacy Shield (2016/1250) ended on 2020-07-16 (Court of Justice, C-311/18 "
            "Schrems II)",
        ),
    ],
)
def test_what_is_wrong_with_a_claim_is_said(
    claim: dict[str, object], problem: str, tmp_path: Path
) -> None:
    policy = policy_of(tmp_path, "2026-10-01", {"there": {**claim, **ADEQUACY}})
    (finding,) = found(compile_policy(policy), "adequacy-decision-missing").values()
    assert finding.message == (
        "an adequacy decision is said to cover the transfer to 'Eksempel Mail Pty Ltd', but "
        f"{problem}"
    )


# What the law has moved past


def past(policy: str, as_of: str) -> str | None:
    """The changes of the law that a policy is told of."""
    findings = found(compile_policy(policy, as_of), "law-moved-past")
    if not findings:
        return None
    (finding,) = findings.values()
    assert finding.route == "statement/last_updated"
    return finding.message.removeprefix(
        "since the statement was last updated the law has changed: "
    )


def test_every_topic_is_known() -> None:
    topics = {act.topic for act in Book().acts("0001-01-01", "9999-12-31")}
    assert {topic for topic in topics if not topic.startswith(TRANSFERS)} <= TOPICS.keys()


def test_a_change_that_leaves_a_transfer_without_its_ground_is_told_there(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "2020-04-20", {"us": {"country": "US", **ADEQUACY}})
    assert past(policy, "2020-12-31") is None
    # With clauses nothing has ended, but the judgment has something to say of them.
    policy = policy_of(
        tmp_path / "clauses",
        "2020-04-20",
        {"us": {"country": "US", "mechanism": "safeguards", "adequacy": "absent"}},
    )
    assert past(policy, "2020-12-31") == "Schrems II, C-311/18 (2020-07-16)"


def test_changes_go_by_what_the_policy_holds(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "2023-12-31", {})
    assert past(policy, "2025-06-01") == "Lov nr. 1784/2023 on customers' data (DK, 2024-01-01)", (
        "marketing in Denmark"
    )
    policy = policy_of(tmp_path / "no", "2023-12-31", {}, markets=["NO"])
    assert past(policy, "2025-06-01") is None
    cookies = Path(policy) / "cookies.yaml"
    _write(cookies, {"cookies": [{"id": "session", "name": "s", "activity": "orders"}]})
    assert past(policy, "2025-06-01") == "Ekomloven (NO, 2025-01-01)"


def test_a_statement_from_before_the_gdpr(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "2018-01-01", EVERYWHERE)
    told = past(policy, "2026-11-22")
    assert told is not None
    changes = told.split("; ")
    assert changes[0] == "GDPR (2018-05-25)", "what holds everywhere first, and the oldest of it"
    assert "Decision (EU) 2021/1772 on the United Kingdom (2021-06-28)" in changes
    assert not any("Brazil" in change for change in changes), "adequacy-decision-missing says it"
    assert changes[-1] == "GDPR in Norway (NO, 2018-07-20)", "then what holds in one country"
    assert len(set(changes)) == len(changes)


def test_no_change_of_the_law_is_cut_off() -> None:
    acts = Book().acts("0001-01-01", "9999-12-31")
    for those in ([a for a in acts if a.country], [a for a in acts if not a.country]):
        assert len("; ".join(_told(act) for act in those)) <= LONGEST_FIELD
