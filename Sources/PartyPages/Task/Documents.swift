import FEEL
import FoundationEssentials
import ProcessEngine
import WebPages

/// The papers of an order as tables: what was ordered, quoted, shipped and received.
struct Documents {
  let texts: Catalogue
  private var formats: Formats { Formats(texts) }

  // MARK: Order lines, fulfilment, receipt

  /// A table of lines without prices; nil when there are none.
  func lines(_ value: Value, caption: String) -> [String: Any]? {
    guard let lines = value.list, !lines.isEmpty else { return nil }
    return [
      "caption": caption, "priced": false,
      "lines": lines.map { line in
        var model = base(line)
        model["quantity"] = line["quantity"].number.map(formats.number) ?? ""
        return model
      },
    ]
  }

  private func base(_ line: Value) -> [String: Any] {
    // Every key is there, because templates would look outside the line for one that is missing.
    [
      "sku": line["sku"].string ?? "", "description": line["description"].string ?? "",
      "change": "", "changeText": false, "quantityOld": false, "unitPriceOld": false,
      "discountOld": false, "netOld": false, "taxRate": false,
    ]
  }

  // MARK: Quotes

  /// A quote with its totals, compared with the one before where there is one.
  func quote(_ quote: Value, before: Value?) -> [String: Any]? {
    guard let lines = quote["lines"].list else { return nil }
    let currency = quote["currency"].string
    let revision = quote["revision"].integer ?? 1
    let old = before?["lines"].list ?? []
    var rows = lines.map { line in
      priced(line, before: old.first { $0["sku"] == line["sku"] }, currency, isFirst: before == nil)
    }
    rows += old.filter { line in !lines.contains { $0["sku"] == line["sku"] } }.map { line in
      removed(line, currency)
    }
    var model: [String: Any] = [
      "caption": texts("doc.quote", ["number": "\(revision)"]), "priced": true, "lines": rows,
      "totals": [
        "sums": ["net", "tax", "total"].map { sum($0, quote, before: before, currency) }
      ],
      "comparison": false, "delta": false,
    ]
    if let before {
      model["comparison"] = texts(
        "doc.compared", ["number": "\(before["revision"].integer ?? revision - 1)"])
      if let delta = delta(quote, before, currency) { model["delta"] = delta }
    }
    return model
  }

  private func priced(
    _ line: Value, before: Value?, _ currency: String?, isFirst: Bool
  ) -> [String: Any] {
    var model = base(line)
    let cells: [(String, (Value) -> String)] = [
      ("quantity", { $0["quantity"].number.map(formats.number) ?? "" }),
      ("unitPrice", { $0["unitPrice"].string.map { formats.money($0, currency) } ?? "" }),
      ("discount", { $0["discountPercent"].number.map { formats.percent($0 / 100) } ?? "" }),
      ("net", { $0["net"].string.map { formats.money($0, currency) } ?? "" }),
    ]
    var isChanged = false
    for (name, text) in cells {
      model[name] = text(line)
      if let before, text(before) != text(line) {
        model[name + "Old"] = text(before)
        isChanged = true
      }
    }
    model["taxRate"] = line["taxRate"].number.map(formats.percent) ?? false as Any
    model["gross"] = line["gross"].string.map { formats.money($0, currency) } ?? ""
    if isChanged { mark(&model, "changed", "warn") }
    if before == nil && !isFirst { mark(&model, "added", "good") }
    return model
  }

  private func removed(_ line: Value, _ currency: String?) -> [String: Any] {
    var model = base(line)
    for name in ["quantity", "unitPrice", "discount", "net", "gross"] { model[name] = "" }
    model["quantityOld"] = line["quantity"].number.map(formats.number) ?? ""
    model["netOld"] = line["net"].string.map { formats.money($0, currency) } ?? ""
    mark(&model, "removed", "bad")
    return model
  }

  private func mark(_ model: inout [String: Any], _ change: String, _ kind: String) {
    model["change"] = change
    model["changeText"] = texts["diff.\(change)"]
    model["changeKind"] = kind
  }

  private func sum(
    _ name: String, _ quote: Value, before: Value?, _ currency: String?
  ) -> [String: Any] {
    let amount = quote[name].string ?? ""
    let old = before?[name].string ?? amount
    return [
      "text": texts["sum.\(name)"], "amount": formats.money(amount, currency),
      "old": old == amount ? false : formats.money(old, currency) as Any,
      "kind": name == "total" ? "total" : "",
    ]
  }

  private func delta(_ quote: Value, _ before: Value, _ currency: String?) -> [String: Any]? {
    guard let new = quote["total"].string.flatMap({ Decimal(string: $0) }),
      let old = before["total"].string.flatMap({ Decimal(string: $0) }), new != old
    else { return nil }
    let amount = formats.money("\(abs(new - old))", currency)
    return Chip("\(new > old ? "+" : "−")\(amount)", new > old ? .warn : .good).model
  }
}

/// What an order's papers say at one time.
struct OrderData {
  let variables: Context
  /// The quotes by revision, ascending.
  let quotes: [Value]

  var order: Value { variables["order"] ?? .null }
  var quote: Value? { quotes.last }
  var earlierQuote: Value? { quotes.count > 1 ? quotes[quotes.count - 2] : nil }
  var currency: String? { quote?["currency"].string ?? order["currency"].string }
  var reference: String? { order["reference"].string }
  var buyer: String? { order["buyer"]["name"].string }

  /// - Parameter owner: the element instance whose view is taken; nil for what any of them has.
  init(_ instance: Instance, events: some Sequence<Event>, owner: Key? = nil) {
    variables = owner.map { instance.variables(seenFrom: $0) } ?? instance.allVariables
    var quotes: [Int: Value] = [:]
    for case .variablesSet(_, let variables) in events {
      if let quote = variables["quote"], let revision = quote["revision"].integer {
        quotes[revision] = quote
      }
    }
    if let quote = variables["quote"], let revision = quote["revision"].integer {
      quotes[revision] = quote
    }
    self.quotes = quotes.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension Instance {
  /// The variables of an element instance and of those around it; inner ones hide outer ones.
  func variables(seenFrom owner: Key) -> Context {
    var chain: [Context] = []
    var key: Key? = owner
    while let current = key, let element = elements.first(where: { $0.key == current }) {
      chain.append(element.variables)
      key = element.scope
    }
    var variables = Context()
    for own in chain.reversed() { variables.merge(own) }
    return chain.isEmpty ? self.variables : variables
  }

  /// The variables of the process, with those of the subprocesses that run.
  var allVariables: Context {
    let scopes = Set(elements.compactMap(\.scope))
    var all = variables
    for element in elements where scopes.contains(element.key) {
      for entry in element.variables.entries where entry.value != .null {
        all[entry.key] = entry.value
      }
    }
    return all
  }
}
