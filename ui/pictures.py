"""A chart as a picture to take away: the reader chooses what it is for, then the kind of file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from briefing.sized import Form, Size, sized

if TYPE_CHECKING:
    from briefing.caption import Caption
    from ui.view import View

MIME: Final = {Form.PNG: "image/png", Form.SVG: "image/svg+xml", Form.PDF: "application/pdf"}


def control(view: View, name: str, chart: Any, caption: Caption) -> None:  # noqa: ANN401 - this room has no altair
    """Show a button that opens sizes and kinds; `name` is the stem of the files, in ASCII."""
    with st.popover(view.say("show.picture"), key=f"picture-{name}", help=view.say("show.picture_help")):
        _choice(view, name, chart, caption)


@st.fragment
def _choice(view: View, name: str, chart: Any, caption: Caption) -> None:  # noqa: ANN401
    size = Size(
        st.segmented_control(
            view.say("show.size"),
            [each.value for each in Size],
            format_func=lambda each: view.say(f"picture.{each}"),
            default=Size.NATURAL.value,
            required=True,
            key=f"size-{name}",
        )
        or Size.NATURAL
    )
    stem = name if size is Size.NATURAL else f"{name}-{size}"
    with st.container(horizontal=True, gap="small"):
        for form in Form:
            st.download_button(
                form.value.upper(),
                # Made when asked for, not at every run: a picture takes half a second.
                partial(sized, chart, caption, size, form, words=view.say.caption),
                f"{stem}.{form}",
                MIME[form],
                key=f"{form}-{name}",
                on_click="ignore",
                help=view.say("show.download", kind=form.value.upper()),
            )
