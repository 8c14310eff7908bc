"""The vocabulary of figures, and what may be compared with what: the frames of tables `metric` and `comparability`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from ingest.attribute_lines import known_ids
from ingest.forms import Form, all_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DATA = Path(__file__).parent.parent / "data"

METRIC = pl.Schema(
    {
        "metric": pl.String(),
        "kind": pl.String(),
        "category": pl.String(),
        "sort_order": pl.Int32(),
        "title_zh": pl.String(),
        "title_en": pl.String(),
        "unit_zh": pl.String(),
        "unit_en": pl.String(),
        "clause": pl.String(),
        "definition_zh": pl.String(),
        "definition_en": pl.String(),
        "direction": pl.String(),
        "headline": pl.Boolean(),
        "numerator": pl.List(pl.String()),
        "denominator": pl.List(pl.String()),
        "per": pl.Int32(),
        "material_abs": pl.Float64(),
        "material_pct": pl.Float64(),
        "forms": pl.List(pl.String()),
    }
)
COMPARABILITY = pl.Schema(
    {
        "from_form": pl.String(),
        "to_form": pl.String(),
        "metric_from": pl.String(),
        "metric_to": pl.String(),
        "comparable": pl.String(),
        "why_zh": pl.String(),
        "why_en": pl.String(),
    }
)
# The order in which a reader meets them: what was published, what was asked for, what came of it, who disputed it.
_ORDER = ("rules", "licences", "penalties", "fees", "requests", "outcomes", "applicants", "reviews", "other", "legacy")
CATEGORIES = {category: position for position, category in enumerate(_ORDER)}
ATTRIBUTE = "attribute."
"""Begins a part of a ratio that people supply, see data/attributes.toml."""

_PER = {"rate": 100}
_DIVIDED = frozenset({"rate", "ratio"})
_TEXTS = ("title_zh", "title_en", "unit_zh", "unit_en", "clause", "definition_zh", "definition_en")


class DefinitionError(ValueError):
    """One of our own definition files is wrong; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """What the forms know of each cell path: the forms that print it, and its kind."""

    forms: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    notices: Mapping[str, str]

    def matching(self, pattern: str) -> list[str]:
        """Give the paths that a path or a path with `*` names, in the order of print."""
        return [path for path in self.forms if fnmatchcase(path, pattern)]


def metrics(file: Path = DATA / "metrics.toml", of: tuple[Form, ...] | None = None) -> pl.DataFrame:
    """Give one row per cell of every form and per derived indicator, with the columns of table `metric`.

    `numerator` is empty for a printed cell; `denominator` is empty for cells and sums. `forms` are the forms that ask
    for the figure: for a derived one, those on which all its cells stand. `per` is what numerator / denominator is
    multiplied by, 1 where there is none. `material_abs` is in the metric's unit (for rates in percentage points),
    `material_pct` in percent. Nothing is null.

    Raises:
        DefinitionError: a path on no form, a cell without a metric, a missing text or unit, an id given twice.
    """
    source = _read(file)
    cells = _cells(of or all_forms())
    try:
        rows = [*_cell_metrics(source, cells, file.name), *_derived_metrics(source, cells, file.name)]
        rows.sort(key=lambda row: CATEGORIES[row["category"]])
    except KeyError as error:
        raise DefinitionError(f"{file.name}: the key {error} is missing or unknown") from error
    for position, row in enumerate(rows):
        row["sort_order"] = 10 * (position + 1)
    _check_metrics(rows, cells, file.name)
    return pl.DataFrame(rows, schema=METRIC)


def comparability(file: Path = DATA / "comparability.toml", known: Iterable[str] | None = None) -> pl.DataFrame:
    """Give what may be compared across two forms, each entry in both directions, as table `comparability`.

    Args:
        file: the register.
        known: metric ids that an entry may name; the shipped vocabulary where left out.

    Raises:
        DefinitionError: an unknown form, metric or answer, a missing reason, an entry given twice.
    """
    ids = set(metrics()["metric"] if known is None else known)
    rows: list[dict[str, str]] = []
    for number, pair in enumerate(_read(file).get("pairs", ()), start=1):
        key = f"{file.name}: pairs entry {number}"
        _check_pair(pair, ids, key)
        rows.extend(_both_ways(pair))
    frame = pl.DataFrame(rows, schema=COMPARABILITY)
    doubled = frame.filter(frame.select("from_form", "to_form", "metric_from", "metric_to").is_duplicated())
    if doubled.height:
        raise DefinitionError(f"{file.name}: {doubled['metric_from'][0]} is given twice for the same forms")
    return frame


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{file.name}: {error}") from error


def _cells(of: tuple[Form, ...]) -> _Cells:
    asked: dict[str, tuple[str, ...]] = {}
    kinds: dict[str, str] = {}
    for form in of:
        for table in form.tables:
            for block in table.blocks:
                for row in block.rows:
                    for column in block.columns:
                        path = table.path(row, column)
                        asked[path] = (*asked.get(path, ()), form.id)
                        kinds[path] = column.kind
    return _Cells(asked, kinds, {form.id: form.notice for form in of})


def _cell_metrics(source: dict[str, Any], cells: _Cells, file: str) -> Iterator[dict[str, Any]]:
    own = source.get("cells", {})
    met: set[str] = set()
    for block in source["blocks"]:
        for row in block["rows"]:
            for column in block["columns"]:
                path = ".".join(part for part in (block.get("prefix", ""), row["id"], column["id"]) if part)
                if path not in cells.forms:
                    raise DefinitionError(f"{file}: {path} is on no form")
                met.add(path)
                yield _cell_metric(path, {**block, **row, **column, **own.get(path, {})}, (row, column), source, cells)
    unknown = sorted(set(own) - met)
    if unknown:
        raise DefinitionError(f"{file}: cells.{unknown[0]} is described in no block")


def _cell_metric(
    path: str,
    said: dict[str, Any],
    row_and_column: tuple[dict[str, Any], dict[str, Any]],
    source: dict[str, Any],
    cells: _Cells,
) -> dict[str, Any]:
    row, column = row_and_column
    bare = column.get("bare", False)
    words = {"row_zh": row["what_zh"], "row_en": row["what_en"]}
    return {
        "metric": path,
        "kind": cells.kinds[path],
        "category": said["category"],
        "title_zh": row["zh"] if bare else f"{row['zh']} · {column['zh']}",
        "title_en": row["en"] if bare else f"{row['en']} · {column['en']}",
        **_unit(said["unit"], source),
        "clause": _clause(said["clause"], cells.forms[path], cells),
        "definition_zh": said["define_zh"].format(**words),
        "definition_en": _capital(said["define_en"].format(**words)),
        "direction": said.get("direction", "neutral"),
        "headline": said.get("headline", False),
        "numerator": [],
        "denominator": [],
        "per": 1,
        "material_abs": float(said["material"][0]),
        "material_pct": float(said["material"][1]),
        "forms": list(cells.forms[path]),
    }


def _derived_metrics(source: dict[str, Any], cells: _Cells, file: str) -> Iterator[dict[str, Any]]:
    for entry in source.get("derived", ()):
        numerator = _parts(entry["numerator"], cells, f"{file}: {entry['id']}.numerator")
        denominator = _parts(entry.get("denominator", ()), cells, f"{file}: {entry['id']}.denominator")
        if (entry["kind"] in _DIVIDED) != bool(denominator):
            raise DefinitionError(f"{file}: {entry['id']}: a rate has a denominator, a sum has none")
        enough = any if entry.get("either", False) else all
        printed = [part for part in (*numerator, *denominator) if not part.startswith(ATTRIBUTE)]
        asking = [form for form in cells.notices if enough(form in cells.forms[part] for part in printed)]
        yield {
            "metric": entry["id"],
            "kind": entry["kind"],
            "category": entry["category"],
            "title_zh": entry["zh"],
            "title_en": entry["en"],
            **_unit(entry["unit"], source),
            "clause": _clause(entry["clause"], asking, cells),
            "definition_zh": entry["define_zh"],
            "definition_en": entry["define_en"],
            "direction": entry["direction"],
            "headline": entry.get("headline", False),
            "numerator": numerator,
            "denominator": denominator,
            "per": entry["per"] if entry["kind"] == "ratio" else _PER.get(entry["kind"], 1),
            "material_abs": float(entry["material"][0]),
            "material_pct": float(entry["material"][1]),
            "forms": asking,
        }


def _parts(patterns: Iterable[str], cells: _Cells, key: str) -> list[str]:
    parts: list[str] = []
    for pattern in patterns:
        found = _attribute(pattern) or cells.matching(pattern)
        if not found:
            raise DefinitionError(f"{key}: {pattern} is on no form")
        parts.extend(found)
    return parts


def _attribute(part: str) -> list[str]:
    return [part] if part.startswith(ATTRIBUTE) and part.removeprefix(ATTRIBUTE) in known_ids() else []


def _unit(unit: str, source: dict[str, Any]) -> dict[str, str]:
    return {"unit_zh": source["units"][unit]["zh"], "unit_en": source["units"][unit]["en"]}


def _clause(place: str, asking: Iterable[str], cells: _Cells) -> str:
    return f"{place}；{'、'.join(cells.notices[form] for form in asking)}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _check_metrics(rows: list[dict[str, Any]], cells: _Cells, file: str) -> None:
    ids = [row["metric"] for row in rows]
    for row in rows:
        metric = row["metric"]
        if ids.count(metric) > 1:
            raise DefinitionError(f"{file}: the id {metric} is given twice")
        for text in _TEXTS:
            if not row[text].strip():
                raise DefinitionError(f"{file}: {metric}: {text} is empty")
        if row["direction"] not in {"good", "bad", "neutral"}:
            raise DefinitionError(f"{file}: {metric}: direction {row['direction']!r} is not good, bad or neutral")
    missing = sorted(set(cells.forms) - set(ids))
    if missing:
        raise DefinitionError(f"{file}: the cell {missing[0]} of form {cells.forms[missing[0]][0]} has no metric")


def _check_pair(pair: dict[str, Any], ids: set[str], key: str) -> None:
    for name in ("forms", "from", "to", "comparable", "why_zh", "why_en"):
        if not pair.get(name):
            raise DefinitionError(f"{key}: {name} is missing")
    if pair["comparable"] not in {"yes", "note", "no"}:
        raise DefinitionError(f"{key}: comparable {pair['comparable']!r} is not yes, note or no")
    known_forms = {form.id for form in all_forms()}
    unknown = set(pair["forms"]) - known_forms
    if unknown or len(set(pair["forms"])) != len(("from", "to")):
        raise DefinitionError(f"{key}: forms must name two known forms, not {pair['forms']}")
    for name in ("from", "to"):
        path = pair[name]
        if path not in ids and not (path.endswith(".*") and any(each.startswith(path[:-1]) for each in ids)):
            raise DefinitionError(f"{key}: {name} {path} is on no form and no derived indicator")


def _both_ways(pair: dict[str, Any]) -> Iterator[dict[str, str]]:
    older, newer = pair["forms"]
    why = {"comparable": pair["comparable"], "why_zh": pair["why_zh"], "why_en": pair["why_en"]}
    yield {"from_form": older, "to_form": newer, "metric_from": pair["from"], "metric_to": pair["to"], **why}
    yield {"from_form": newer, "to_form": older, "metric_from": pair["to"], "metric_to": pair["from"], **why}
