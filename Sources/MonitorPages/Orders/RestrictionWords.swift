import Analysis
import FEEL
import FoundationEssentials
import Monitoring
import WebPages

/// What restricts a list of orders, in the reader's language.
struct RestrictionWords {
  private let page: PageRequest
  private let ways: VariantCatalogue

  /// - Parameter ways: where a restriction is about a whole way, all of them.
  init(_ page: PageRequest, _ ways: VariantCatalogue) {
    self.page = page
    self.ways = ways
  }

  /// What follows the name of the restriction; nothing where the name says it all.
  func text(_ name: String, _ value: String) -> String {
    switch name {
    case "element", "through", "again": page.label(value)
    case "late": value == "1" ? "" : page.label(value)
    case "flow": flow(value)
    case "variant": VariantID(parameter: value).map(way) ?? value
    case "otherThan": ""
    case "finding":
      OrderFilter.Finding(rawValue: value).map { page.limited("finding.\($0.rawValue)") } ?? value
    case "message": MessageName.text(value, page)
    case "party": page.texts.model(value)
    case "incident", "overdue", "soon", "overlong", "once": ""
    case "placedWithin", "endedWithin", "leadFrom", "leadTo":
      Double(value).map { page.formats.brief(.seconds($0)) } ?? value
    default: Timestamp(parsing: value).map(page.formats.timeWithSeconds) ?? value
    }
  }

  /// A branch by its gateway and its name.
  private func flow(_ id: String) -> String {
    for gateway in page.process.model.gateways {
      guard let branch = gateway.branches.first(where: { $0.flow == id }) else { continue }
      return "\(page.label(gateway.id)) → \(page.texts.model(branch.name))"
    }
    return id
  }

  /// A way by what was done on it.
  private func way(_ id: VariantID) -> String {
    let activities = Set(page.process.model.activities)
    return ways.nodes(id).filter { activities.contains($0) }.map(page.label)
      .joined(separator: " → ")
  }
}
