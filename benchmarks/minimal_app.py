"""The anchor of every screen figure: the smallest Textual program with a header, a label and a footer."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Label

READY = "READY"
"""What it shows when it can be used."""


class MinimalApp(App[None]):
    """A header, a label, a footer."""

    def compose(self) -> ComposeResult:
        """The three widgets."""
        yield Header()
        yield Label(READY)
        yield Footer()


if __name__ == "__main__":
    MinimalApp().run()
