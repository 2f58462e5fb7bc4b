"""Synthetic policies of any size, the same ones from the same seed."""

from __future__ import annotations

import json
import random
from pathlib import Path

LANGUAGES = ("da", "nb", "sv")
_SENTENCES = {
    "da": "vi behandler oplysninger om dig for at kunne levere den ydelse du har bedt om og for at "
    "opfylde de krav som loven stiller til os når vi fører regnskab og svarer på henvendelser",
    "nb": "vi behandler opplysninger om deg for å kunne levere ytelsen du har bedt om og for å "
    "oppfylle kravene som loven stiller til oss når vi fører regnskap og svarer på spørsmål",
    "sv": "vi behandlar uppgifter om dig för att kunna leverera den tjänst du har bett om och för "
    "att uppfylla de krav som lagen ställer på oss när vi sköter bokföring och svarar på frågor",
}
_WORDS = {language: sentence.split() for language, sentence in _SENTENCES.items()}


class _Writer:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - not for secrets

    def text(self, words: int) -> dict[str, str]:
        return {one: " ".join(self.random.choices(_WORDS[one], k=words)) for one in LANGUAGES}


def write_policy(root: Path, activities: int, seed: int = 1) -> None:
    """Write a policy of so many activities that checks without errors, about 6 KB an activity."""
    writer = _Writer(seed)
    text = writer.text
    categories = [f"category-{number}" for number in range(20)]
    recipients = [f"recipient-{number}" for number in range(20)]
    names = [f"activity-{number}" for number in range(activities)]
    files: dict[str, object] = {
        "statement.yaml": {
            "id": "synthetic-statement",
            "title": text(3),
            "version": "1.0.0",
            "last_updated": "2026-01-15",
            "languages": list(LANGUAGES),
            "markets": ["DK", "NO", "SE"],
            "contents": [{"section": "processing"}, {"section": "contact"}],
        },
        "organisation.yaml": {
            "name": "Synthetic AS",
            "entities": [
                {
                    "id": "company",
                    "name": "Synthetic AS",
                    "kind": "company",
                    "country": "NO",
                    "channels": ["email"],
                }
            ],
            "channels": [{"id": "email", "kind": "email", "address": "privacy@example.com"}],
        },
        "data-subjects.yaml": {"subjects": [{"id": "people", "title": text(2)}]},
        "data-categories.yaml": {
            "categories": [{"id": name, "title": text(2)} for name in categories]
        },
        "recipients.yaml": {
            "recipients": [
                {"id": name, "title": text(2), "kind": "category", "countries": ["NO"]}
                for name in recipients
            ]
        },
        "rights.yaml": {
            "rights": [
                {"id": f"right-{right}", "right": right, "title": text(3), "text": text(12)}
                for right in (
                    "access",
                    "rectification",
                    "erasure",
                    "restriction",
                    "object",
                    "portability",
                    "withdraw-consent",
                )
            ],
            "complaints": {"id": "complaining", "authorities": ["NO"], "text": text(12)},
        },
        "sections/processing.yaml": {
            "id": "processing",
            "title": text(3),
            "content": [{"id": "all", "activities": names}],
        },
        "sections/contact.yaml": {
            "id": "contact",
            "title": text(2),
            "content": [{"id": "channels", "show": "channels"}],
        },
        "waivers.yaml": {"waivers": []},
    }
    for name in names:
        files[f"activities/{name}.yaml"] = _activity(writer, name, categories, recipients)
    for path, value in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(_yaml(value, 0)) + "\n", encoding="utf-8")


def _activity(
    writer: _Writer, name: str, categories: list[str], recipients: list[str]
) -> dict[str, object]:
    text = writer.text
    data = writer.random.sample(categories, 6)
    return {
        "id": name,
        "title": text(3),
        "subjects": ["people"],
        "roles": [{"id": "us", "role": "controller", "who": ["company"]}],
        "purposes": [{"id": f"purpose-{number}", "text": text(14)} for number in range(3)],
        "bases": [
            {
                "id": "interest",
                "stated": "legitimate-interest",
                "interests": [{"id": "ours", "text": text(12)}],
            },
            {"id": "contract", "stated": "contract", "text": text(12)},
        ],
        "data": [{"category": category} for category in data],
        "sources": [{"id": "you", "kind": "provided", "text": text(6)}],
        "provision": [{"id": "needed", "kind": "contractual", "consequence": text(12)}],
        "disclosures": [
            {
                "id": f"to-{recipient}",
                "recipient": recipient,
                "data": data[:3],
                "condition": text(8),
            }
            for recipient in writer.random.sample(recipients, 3)
        ],
        "retention": [{"id": "kept", "kind": "period", "period": "P3Y", "start": text(4)}],
        "details": [{"id": f"detail-{number}", "text": text(20)} for number in range(4)],
    }


def _yaml(value: object, indent: int) -> list[str]:
    """Block-style YAML, as an editor would write it. Scalars are JSON, which is YAML."""
    pad = " " * indent
    lines: list[str] = []
    if isinstance(value, dict):
        for key, child in value.items():
            if isinstance(child, dict | list) and child:
                lines.append(f"{pad}{key}:")
                lines.extend(_yaml(child, indent + 2))
            else:
                lines.append(f"{pad}{key}: {_scalar(child)}")
    elif isinstance(value, list):
        for child in value:
            if isinstance(child, dict):
                inner = _yaml(child, indent + 2)
                lines.append(f"{pad}- {inner[0].lstrip()}")
                lines.extend(inner[1:])
            else:
                lines.append(f"{pad}- {_scalar(child)}")
    return lines


def _scalar(value: object) -> str:
    if isinstance(value, str) and value.replace("-", "").isalnum() and not value[0].isdigit():
        return value
    return json.dumps(value, ensure_ascii=False)
