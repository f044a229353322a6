#!/usr/bin/env python3
"""Check BPMN files with tools that are not ours, before our own engine reads them.

    check_bpmn.py bpmn/order.bpmn

Each file must fit the BPMN 2.0 schema (`BPMN20.xsd`, which the package `spiffworkflow` carries), and
be read without a warning by the port of bpmn-moddle and bpmnlint (package `bpmn-io`) and pass the
rules of `.bpmnlintrc`. One thing no general tool knows is checked too: the forms that user tasks
name lie in `forms` beside the file.

Prints one line for each finding, with the file, the line and the element, and exits with 1 when one of
them is an error.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

LINT_CONFIG = Path(__file__).resolve().parent.parent / ".bpmnlintrc"
FORM_DEFINITION = "{http://camunda.org/schema/zeebe/1.0}formDefinition"


@dataclass(frozen=True, order=True)
class Finding:
    """One remark about one place in a file."""

    line: int
    element: str
    message: str
    is_error: bool = True


class Source:
    """A BPMN file with the lines of its elements."""

    def __init__(self, path: Path):
        self.path = path
        self.tree = etree.parse(str(path))
        self._lines = {element.get("id"): element.sourceline for element in self.tree.iter() if element.get("id")}

    def line(self, element_id: str) -> int:
        """The line on which the element begins; 1 when the finding is about the whole file."""
        return self._lines.get(element_id, 1)

    def element_at(self, line: int) -> str:
        """The id of the last element that begins on the line or above it."""
        above = [(begin, element_id) for element_id, begin in self._lines.items() if begin <= line]
        return max(above)[1] if above else "-"


def schema() -> etree.XMLSchema:
    package = importlib.util.find_spec("SpiffWorkflow")
    if package is None or package.origin is None:
        sys.exit("the BPMN schema is missing: pip install spiffworkflow")
    return etree.XMLSchema(file=str(Path(package.origin).parent / "bpmn/parser/schema/BPMN20.xsd"))


def check_schema(source: Source) -> list[Finding]:
    rules = schema()
    rules.validate(source.tree)
    return [Finding(error.line, source.element_at(error.line), f"schema: {error.message}") for error in rules.error_log]


def check_lint(source: Source) -> list[Finding]:
    """What the linter finds; what its reader could not read comes without the name of a rule."""
    command = [sys.executable, "-m", "bpmn_io.cli", "lint", "--json", "--config", str(LINT_CONFIG), str(source.path)]
    run = subprocess.run(command, capture_output=True, text=True)
    if not run.stdout:
        sys.exit(f"bpmn-io failed: {run.stderr.strip()}")
    report = json.loads(run.stdout)
    if "error" in report:
        return [Finding(1, "-", f"model: {report['error']}")]
    return [
        Finding(source.line(remark["id"]), remark["id"] or "-", f"{rule or 'model'}: {remark['message']}", remark["category"] != "warn")
        for rule, remarks in report["reports"].items()
        for remark in remarks
    ]


def check_forms(source: Source) -> list[Finding]:
    findings = []
    for definition in source.tree.iter(FORM_DEFINITION):
        form_id = definition.get("formId")
        file = source.path.parent / "forms" / f"{form_id}.json"
        if file.exists() and json.loads(file.read_text(encoding="utf-8"))["id"] == form_id:
            continue
        task = definition.getparent().getparent().get("id")
        findings.append(Finding(definition.sourceline, task, f"form: {file} does not describe '{form_id}'"))
    return findings


def check(path: Path) -> list[Finding]:
    try:
        source = Source(path)
    except (OSError, etree.XMLSyntaxError) as error:
        return [Finding(getattr(error, "lineno", None) or 1, "-", f"not readable: {error}")]
    return sorted({*check_schema(source), *check_forms(source), *check_lint(source)})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    failed = False
    for path in parser.parse_args().files:
        findings = check(path)
        for finding in findings:
            kind = "error" if finding.is_error else "warning"
            print(f"{path}:{finding.line}: {kind}: {finding.element}: {finding.message}")
        errors = sum(finding.is_error for finding in findings)
        print(f"{path}: {errors} errors, {len(findings) - errors} warnings")
        failed = failed or errors > 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
