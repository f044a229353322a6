"""Our drawing of a BPMN file against that of bpmn-js, the engine of bpmn.io and Camunda Modeler, in the same browser."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

import pytest

from parties import ROOT, executables

MODELS = ["bpmn/order.bpmn", "Tests/DiagramTests/Models/constructs.bpmn", "Tests/DiagramTests/Models/process.bpmn"]
BASE_STYLE = ROOT / "Sources/WebPages/Resources/base.css"

# Boxes and lines are the file's own numbers.
SHAPE_TOLERANCE = 1.0
# The middle of a name: bpmn-js rounds an outer label's corner to whole units and its size up to them, which moves the
# middle by up to one unit each way; and it measures with the browser's kerning, where we add up the widths of letters.
LABEL_TOLERANCE = 2.0

# What bpmn-js has drawn: its shapes by their boxes, its flows by their points, its names by their lines.
READ_BPMN_JS = """async (xml) => {
  const viewer = new BpmnJS({ container: '#canvas' });
  const { warnings } = await viewer.importXML(xml);
  const registry = viewer.get('elementRegistry');
  const root = viewer.get('canvas').getDefaultLayer().ownerSVGElement;
  const onCanvas = (gfx) => {
    const text = gfx.querySelector('.djs-visual text');
    if (!text || !text.textContent.trim()) return null;
    const box = text.getBoundingClientRect();
    const origin = root.createSVGPoint();
    const inverse = viewer.get('canvas').getDefaultLayer().getScreenCTM().inverse();
    const at = (x, y) => Object.assign(origin, { x, y }).matrixTransform(inverse);
    const [a, b] = [at(box.left, box.top), at(box.right, box.bottom)];
    return {
      x: (a.x + b.x) / 2, y: (a.y + b.y) / 2,
      lines: [...text.querySelectorAll('tspan')].map((line) => line.textContent.trim()),
    };
  };
  const drawn = { shapes: {}, flows: {}, labels: {}, warnings: warnings.map((each) => each.message) };
  for (const element of registry.getAll()) {
    const gfx = registry.getGraphics(element);
    if (!element.parent || element.hidden || !gfx || !gfx.getClientRects().length) continue;
    const owner = element.labelTarget ? element.labelTarget.id : element.id;
    if (element.waypoints) drawn.flows[element.id] = element.waypoints.map(({ x, y }) => [x, y]);
    else if (!element.labelTarget && element.width !== undefined) {
      const { e, f } = gfx.transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 };
      const box = gfx.querySelector('.djs-visual > :first-child').getBBox();
      drawn.shapes[element.id] = [e + box.x, f + box.y, box.width, box.height];
    }
    const label = element.waypoints ? null : onCanvas(gfx);
    if (label) drawn.labels[owner] = label;
  }
  return drawn;
}"""

# The same of our drawing.
READ_OURS = """() => {
  const drawn = { shapes: {}, flows: {}, labels: {} };
  const svg = document.querySelector('svg.bpmn');
  const inverse = svg.getScreenCTM().inverse();
  const at = (x, y) => Object.assign(svg.createSVGPoint(), { x, y }).matrixTransform(inverse);
  for (const group of svg.querySelectorAll('[data-element]')) {
    const id = group.dataset.element;
    const line = group.querySelector('.line');
    if (line) drawn.flows[id] = line.getAttribute('d').slice(1).split('L').map((point) => point.split(' ').map(Number));
    else {
      const { x, y, width, height } = group.querySelector('.shape, .frame-node, .outline').getBBox();
      drawn.shapes[id] = [x, y, width, height];
    }
    const text = group.querySelector('.name');
    if (!text) continue;
    const box = text.getBoundingClientRect();
    const [a, b] = [at(box.left, box.top), at(box.right, box.bottom)];
    drawn.labels[id] = {
      x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, lines: [...text.querySelectorAll('tspan')].map((line) => line.textContent),
    };
  }
  return drawn;
}"""


def bpmn_js() -> Path:
    package = importlib.util.find_spec("django_bpmn")
    assert package and package.origin, "bpmn-js is missing: it comes with the package django-bpmn"
    return Path(package.origin).parent / "static/django_bpmn/js/bpmn-modeler.development.js"


@pytest.fixture(scope="module", params=MODELS)
def drawings(browser, request):
    """What bpmn-js draws of a model, and what we draw of it."""
    path = ROOT / request.param
    page = browser.new_page(viewport={"width": 3600, "height": 2200})
    page.set_content("<style>body { margin: 0 } #canvas { width: 3500px; height: 2100px }</style><div id=canvas></div>")
    page.add_script_tag(path=bpmn_js())
    theirs = page.evaluate(READ_BPMN_JS, path.read_text(encoding="utf-8"))
    svg = subprocess.run([executables() / "picture-probe", "drawing", path], check=True, capture_output=True, text=True).stdout
    page.set_content(f"<style>{BASE_STYLE.read_text(encoding='utf-8')}</style>{svg}")
    ours = page.evaluate(READ_OURS)
    page.close()
    assert theirs["warnings"] == []
    return theirs, ours


def test_the_same_elements_are_drawn(drawings):
    theirs, ours = drawings
    assert sorted(ours["shapes"]) == sorted(theirs["shapes"])
    assert sorted(ours["flows"]) == sorted(theirs["flows"])
    assert sorted(ours["labels"]) == sorted(theirs["labels"])


def test_every_box_is_where_bpmn_io_has_it(drawings):
    theirs, ours = drawings
    for element, box in theirs["shapes"].items():
        assert ours["shapes"][element] == pytest.approx(box, abs=SHAPE_TOLERANCE), element


def test_every_flow_goes_where_bpmn_io_leads_it(drawings):
    theirs, ours = drawings
    for flow, points in theirs["flows"].items():
        assert len(ours["flows"][flow]) == len(points), flow
        for mine, point in zip(ours["flows"][flow], points):
            assert mine == pytest.approx(point, abs=SHAPE_TOLERANCE), flow


def test_every_name_is_broken_and_placed_as_bpmn_io_does_it(drawings):
    theirs, ours = drawings
    for element, label in theirs["labels"].items():
        mine = ours["labels"][element]
        assert mine["lines"] == label["lines"], element
        assert [mine["x"], mine["y"]] == pytest.approx([label["x"], label["y"]], abs=LABEL_TOLERANCE), element
