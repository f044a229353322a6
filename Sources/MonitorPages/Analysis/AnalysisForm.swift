import WebPages

/// The fields in which an analysis is chosen.
struct AnalysisForm {
  private let address: AnalysisAddress
  private let page: PageRequest

  init(_ address: AnalysisAddress, _ page: PageRequest) {
    self.address = address
    self.page = page
  }

  var model: [String: Any] {
    let texts = page.texts
    return [
      "filter": Dictionary(
        uniqueKeysWithValues: [
          "from", "to", "text", "buyer", "sku", "currency", "min", "max", "target", "other",
        ].map {
          ($0, address[$0])
        }),
      "spans": AnalysisAddress.spans.map { span in
        option(span.name, texts["analysis.span.\(span.name)"], span.name == address.span)
      },
      "isCustom": address.span == nil,
      "outcomes": page.process.outcomes.map {
        option($0, texts.model($0), $0 == address["outcome"])
      },
      "versus": AnalysisAddress.Versus.allCases.map {
        option($0.rawValue, texts["analysis.versus.\($0.rawValue)"], $0 == address.versus)
      },
      "heats": AnalysisAddress.Heat.allCases.map { heat -> [String: Any] in
        [
          "text": texts["analysis.heat.\(heat.rawValue)"], "current": heat == address.heat,
          "href": address.link(changes("heat", heat.rawValue)) + "#heat",
        ]
      },
      "heatValue": address.heat.rawValue, "biasValue": address.showsBias ? "1" : "",
      "jsonHref": address.link("/ui/analysis.json"),
      "filterError": address.unreadable.isEmpty
        ? false as Any
        : texts("analysis.unreadable", ["fields": address.unreadable.joined(separator: ", ")]),
      "ready": false, "working": false,
    ]
  }

  private func changes(_ name: String, _ value: String) -> [String: String?] { [name: value] }

  private func option(_ value: String, _ text: String, _ isSelected: Bool) -> [String: Any] {
    ["value": value, "text": text, "selected": isSelected]
  }
}

extension AnalysisAddress {
  func link(_ changes: [String: String?]) -> String { link("/ui/analysis", changes) }
}
