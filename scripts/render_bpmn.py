#!/usr/bin/env python3
"""Draw a BPMN file with bpmn-js, as bpmn.io does: an SVG, and a PNG for places that show no SVG.

    render_bpmn.py bpmn/order.bpmn --svg docs/images/order.svg --png docs/images/order.png

Needs Chromium and two packages, `playwright` (drives it) and `django-bpmn` (carries bpmn-js; install it
with `--no-deps`). A drawing that bpmn-js reads with warnings is refused.
"""

import argparse
import importlib.util
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

EMPTY_PAGE = "<!doctype html><style>body { margin: 0 } #canvas { width: 1600px; height: 900px }</style><div id=canvas></div>"

# bpmn-js names its arrow heads at random; with a fixed sequence an unchanged file gives an unchanged SVG.
FIXED_RANDOM = "let state = 1; Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;"

EXPORT_SVG = """async (xml) => {
  const viewer = new BpmnJS({ container: '#canvas' });
  const { warnings } = await viewer.importXML(xml);
  const { svg } = await viewer.saveSVG();
  return { svg, warnings: warnings.map((warning) => warning.message) };
}"""


class DrawingError(Exception):
    """The file cannot be drawn; the message says why."""


def bpmn_js() -> Path:
    """The script of bpmn-js inside the package that carries it."""
    package = importlib.util.find_spec("django_bpmn")
    if package is None or package.origin is None:
        raise DrawingError("bpmn-js is missing: pip install --no-deps django-bpmn")
    return Path(package.origin).parent / "static/django_bpmn/js/bpmn-modeler.development.js"


def export_svg(browser: Browser, xml: str) -> str:
    page = browser.new_page()
    page.set_content(EMPTY_PAGE)
    page.evaluate(FIXED_RANDOM)
    page.add_script_tag(path=bpmn_js())
    result = page.evaluate(EXPORT_SVG, xml)
    page.close()
    if result["warnings"]:
        raise DrawingError("bpmn-js warns:\n  " + "\n  ".join(result["warnings"]))
    return result["svg"]


def export_png(browser: Browser, svg: str, scale: float) -> bytes:
    page = browser.new_page(device_scale_factor=scale)
    page.set_content(f"<!doctype html><style>body {{ margin: 0; background: white }} svg {{ display: block }}</style>{svg}")
    picture = page.locator("svg").first
    size = picture.bounding_box()
    page.set_viewport_size({"width": round(size["width"]), "height": round(size["height"])})
    data = picture.screenshot()
    page.close()
    return data


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--svg", type=Path, help="where to write the SVG")
    parser.add_argument("--png", type=Path, help="where to write the PNG")
    parser.add_argument("--scale", type=float, default=1.0, help="pixels of the PNG per unit of the drawing")
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="the browser to use")
    arguments = parser.parse_args()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=arguments.chromium, args=["--no-sandbox"])
            svg = export_svg(browser, arguments.file.read_text(encoding="utf-8"))
            if arguments.svg:
                arguments.svg.write_text(svg + "\n", encoding="utf-8")
            if arguments.png:
                arguments.png.write_bytes(export_png(browser, svg, arguments.scale))
            browser.close()
    except DrawingError as error:
        print(f"{arguments.file}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
