"""What the reader decides about a check: a verdict, a correction, an undo; and what was decided before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import streamlit as st

from ledger import Entry, Judgement, Kind, LedgerError
from ui import book, cache, jobs, organs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ui.findings import Key
    from ui.view import View

_NUMBER: Final = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")

_TURN: Final = "decisions"
"""How many decisions the session has made: the forms of each turn are new and empty."""

_SAID: Final = "decided"
"""Where the answer to a form waits for the next run, which shows it."""


def messages(view: View) -> None:
    """Show the answer to what was just done, and that corrections wait to be applied where they do."""
    kind, text = st.session_state.pop(_SAID, ("", ""))
    if text:
        {"done": st.success, "failed": st.error}[kind](text)
    if pending(view) and book.can_correct(view):
        st.warning(view.say("decide.pending"))
        if st.button(view.say("decide.apply"), key="apply-now"):
            _apply(view, view.say("decide.applied"))


def pending(view: View) -> bool:
    """Tell whether the ledger has corrections that are younger than the published database."""
    try:
        entries = book.of(view).history(kind=Kind.CORRECTION)
    except LedgerError:
        return False
    return bool(entries) and entries[0].entry_id > view.build["ledger_entry"]


def forms(view: View, key: Key, row: dict[str, Any], paths: Sequence[str]) -> None:
    """Show the forms for a verdict and for a correction; a sentence where nothing can be written."""
    say = view.say
    st.markdown(f"**{say('decide.heading')}**")
    if not book.can_judge(view):
        st.info(say("decide.read_only"))
        return
    judging, correcting = st.tabs([say("decide.verdict"), say("decide.correction")])
    with judging:
        _verdict(view, key, row)
    with correcting:
        if book.can_correct(view):
            _correction(view, key, paths)
        else:
            st.info(say("decide.read_only"))


def _verdict(view: View, key: Key, row: dict[str, Any]) -> None:
    say = view.say
    if row["outcome"] == "pass":
        st.caption(say("decide.nothing_to_judge"))
        return
    turn = f"{key}-{st.session_state.get(_TURN, 0)}"
    with st.form(f"verdict-{turn}", border=False):
        kinds = [str(each) for each in Judgement]
        judgement = st.radio(
            say("decide.judgement"),
            kinds,
            format_func=lambda each: say(f"judgement.{each}"),
            captions=[say(f"judgement.{each}.means") for each in kinds],
            index=None,
            key=f"judgement-{turn}",
        )
        note = st.text_area(say("decide.note"), key=f"note-{turn}", max_chars=1000, height=80)
        who = book.who(view, f"verdict-{turn}")
        if not st.form_submit_button(say("decide.record"), type="primary"):
            return
    if not (judgement and note.strip() and who):
        st.error(say("decide.needs_verdict"))
        return
    _record(
        view,
        key,
        kind=Kind.VERDICT,
        target=key.rule,
        who=who,
        note=note,
        judgement=Judgement(judgement),
        left_value=row["left_value"],
        right_value=row["right_value"],
    )


def _correction(view: View, key: Key, paths: Sequence[str]) -> None:
    say = view.say
    printed = view.say.localized(cache.printed_form(view.database, key.organ_id, key.year))
    cells = {row["path"]: row for row in printed.iter_rows(named=True)}
    options = [*(path for path in paths if path in cells), *(path for path in cells if path not in set(paths))]
    path = st.selectbox(
        say("decide.cell"), options, format_func=lambda each: cells[each]["title"], key=f"correct-cell-{key}"
    )
    st.caption(say("decide.prints", printed=_prints(view, cells[path])))
    turn = f"{key}-{path}-{st.session_state.get(_TURN, 0)}"
    with st.form(f"correction-{turn}", border=False, enter_to_submit=False):
        text = st.text_input(say("decide.value"), key=f"value-{turn}", max_chars=40)
        blank = st.checkbox(say("decide.blank"), key=f"blank-{turn}")
        reason = st.text_area(say("decide.reason"), key=f"reason-{turn}", max_chars=1000, height=80)
        source = st.text_input(say("decide.source"), key=f"source-{turn}", max_chars=200)
        who = book.who(view, f"correction-{turn}")
        if not st.form_submit_button(say("decide.correct"), type="primary"):
            return
    value = number(text)
    if not (reason.strip() and who) or blank == bool(text.strip()):
        st.error(say("decide.needs_correction"))
        return
    if value is None and not blank:
        st.error(say("decide.no_number", text=text))
        return
    stored = cache.report_cells(view.database, key.organ_id, key.year).filter(pl.col("path") == path)
    found = stored["printed"][0] if stored.height else None
    _record(
        view,
        key,
        kind=Kind.CORRECTION,
        target=path,
        who=who,
        note=reason,
        source=source,
        printed=found,
        value=value,
    )


def number(text: str) -> float | None:
    """Give the number that a person typed, null where it is none.

    >>> number("1,234"), number("-0.5"), number("１２"), number("12件"), number("nan"), number("1,2")
    (1234.0, -0.5, 12.0, None, None, None)
    """
    typed = text.strip().replace("，", ",").replace("−", "-").replace("－", "-")
    if not _NUMBER.fullmatch(typed):
        return None
    return float(typed.replace(",", ""))


def _prints(view: View, cell: dict[str, Any]) -> str:
    if "not_found" in cell["flags"]:
        return view.say("decide.no_cell")
    return f"“{cell['printed']}”" if cell["printed"] else view.say("status.blank")


def _record(view: View, key: Key, **fields: Any) -> None:  # noqa: ANN401 - the fields of an entry
    """Write an entry; a correction is applied at once. The next run shows the answer."""
    st.session_state[book.WHO] = fields["who"]
    names = dict(view.known.organs.select("organ_id", "name").iter_rows())
    try:
        book.of(view).record(organ_id=key.organ_id, organ=names[key.organ_id], year=key.year, **fields)
    except LedgerError as error:
        st.error(view.say("decide.failed", reason=error))
        return
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    if fields["kind"] is Kind.CORRECTION:
        _apply(view, view.say("decide.corrected"), (key.organ_id, key.year, fields["target"]))
    st.session_state[_SAID] = ("done", view.say("decide.recorded"))
    st.rerun()


def _apply(view: View, done: str, cell: tuple[str, int, str] | None = None) -> None:
    """Publish what the ledger says and run again; what goes wrong is said, the entry is in the ledger all the same."""
    try:
        with st.spinner(view.say("decide.applying")):
            jobs.apply(view)
    except jobs.JobError as error:
        st.session_state[_SAID] = ("failed", view.say("decide.not_applied", reason=error))
    else:
        why_not = _disarmed(view, cell) if cell else ""
        st.session_state[_SAID] = ("failed", why_not) if why_not else ("done", done)
    st.rerun()


def _disarmed(view: View, cell: tuple[str, int, str]) -> str:
    """Give the sentence that says why a correction is not in the new version, '' where it is."""
    database = cache.published(view.workspace.root)
    if database is None:
        return ""
    organ_id, year, path = cell
    found = cache.findings(database, organ_id, year).filter(pl.col("rule").str.starts_with("c."))
    about = view.say.localized(found.filter(pl.col("cells").list.contains(path)))
    return str(about["message"][0]) if about.height else ""


def history(view: View, organ_id: str, year: int, about: Collection[str] = ()) -> None:
    """Show what was decided about a report, what is `about` these rules and cells first, each with a way back."""
    say = view.say
    entries = book.history(view, organ_id, year)
    if not entries:
        return
    st.markdown(f"**{say('decide.history', organ=organs.names(view.known.organs)[organ_id], year=year)}**")
    titles = titles_of(view, organ_id, year)
    decided = book.decided(entries)
    for each in sorted(decided, key=lambda each: each.entry.target not in about):
        with st.container(border=True, gap="xxsmall", key=f"entry-{each.entry.entry_id}"):
            _entry(view, each, titles)


def titles_of(view: View, organ_id: str, year: int) -> dict[str, str]:
    """Give the names of the cells of a report by path."""
    printed = cache.printed_form(view.database, organ_id, year)
    return dict(view.say.localized(printed).select("path", "title").iter_rows())


def _entry(view: View, decided: book.Decided, titles: dict[str, str]) -> None:
    say, entry = view.say, decided.entry
    st.markdown(book.in_words(entry, view, titles).replace("$", "\\$"))
    st.caption("  \n".join(book.details(decided, view)).replace("$", "\\$"))
    may = book.can_correct(view) if entry.kind is Kind.CORRECTION else book.can_judge(view)
    if decided.state != "holds" or not may:
        return
    with (
        st.popover(say("decide.undo"), key=f"undo-at-{entry.entry_id}"),
        st.form(f"undo-{entry.entry_id}", border=False),
    ):
        note = st.text_input(say("decide.undo_note"), say("decide.undo_default"), key=f"undo-note-{entry.entry_id}")
        who = book.who(view, f"undo-{entry.entry_id}")
        if st.form_submit_button(say("decide.undo_now")):
            _undo(view, entry, who, note)


def _undo(view: View, entry: Entry, who: str, note: str) -> None:
    if not (who and note.strip()):
        st.error(view.say("decide.needs_who"))
        return
    st.session_state[book.WHO] = who
    try:
        book.of(view).undo(entry.entry_id, who=who, note=note)
    except LedgerError as error:
        st.error(view.say("decide.failed", reason=error))
        return
    if entry.kind is Kind.CORRECTION:
        _apply(view, view.say("decide.undone"))
    st.session_state[_SAID] = ("done", view.say("decide.undone"))
    st.rerun()
