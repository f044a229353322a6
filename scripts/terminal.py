"""A terminal that is photographed: tmux runs the program, a browser draws what tmux shows."""

from __future__ import annotations

import html
import re
import secrets
import subprocess
import time
from pathlib import Path

from playwright.sync_api import Browser

COLORS = {"31": "#f47067", "32": "#8ddb8c", "33": "#e0a458", "36": "#6cb6ff"}
PAGE = """<meta charset="utf-8"><style>
  body { margin: 0; background: #1c2128; }
  pre { display: inline-block; margin: 0; padding: 16px 20px; color: #cdd9e5; line-height: 1.25;
    font: 15px "DejaVu Sans Mono", monospace; }
</style><pre>%s</pre>"""


class Terminal:
    """A program in a terminal of its own, until the `with` is left."""

    def __init__(self, program: list[str], environment: dict[str, str], columns: int, rows: int):
        self.socket = f"duet-{secrets.token_hex(4)}"
        # `TMUX` would be another one's.
        self.environment = {name: value for name, value in environment.items() if name not in ("TMUX", "NO_COLOR")}
        self.program = program
        self.size = ["-x", str(columns), "-y", str(rows)]

    def __enter__(self) -> Terminal:
        self.tmux("-f", "/dev/null", "new-session", "-d", *self.size, *self.program)
        return self

    def __exit__(self, *_) -> None:
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], env=self.environment, check=False)

    def tmux(self, *arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-L", self.socket, *arguments], env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def shows(self, text: str) -> None:
        deadline = time.monotonic() + 20
        while text not in self.tmux("capture-pane", "-p"):
            if time.monotonic() > deadline:
                raise TimeoutError(f"the terminal does not show {text}:\n{self.tmux('capture-pane', '-p')}")
            time.sleep(0.1)

    def shoot(self, browser: Browser, file: Path) -> None:
        page = browser.new_page(device_scale_factor=1.5)
        page.set_content(PAGE % markup(self.tmux("capture-pane", "-p", "-e")))
        page.locator("pre").screenshot(path=file)
        page.close()


def markup(text: str) -> str:
    """The colours that tmux tells by SGR sequences, as HTML."""
    parts = re.split(r"\x1b\[([0-9;]*)m", text)
    shown, style = [html.escape(parts[0])], {}
    for codes, piece in zip(parts[1::2], parts[2::2]):
        for code in codes.split(";"):
            if code in ("", "0"):
                style = {}
            elif code == "1":
                style["font-weight"] = "bold"
            elif code == "2":
                style["opacity"] = ".6"
            elif code == "7":
                style |= {"background": "#539bf5", "color": "#1c2128"}
            elif code in COLORS:
                style["color"] = COLORS[code]
            elif code == "39":
                style.pop("color", None)
        css = ";".join(f"{name}:{value}" for name, value in style.items())
        shown.append(f'<span style="{css}">{html.escape(piece)}</span>')
    return "".join(shown)
