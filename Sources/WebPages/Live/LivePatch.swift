import FEEL
import FoundationEssentials

/// Numbers and words that an open page puts in the place of those it shows.
package struct LivePatch: Hashable, Sendable {
  /// By the id of a flow node or flow, and then by what is counted (`tokens`, `overdue`, `incidents`): the badges of the
  /// process drawing.
  package var badges: [String: [String: Int]] = [:]
  /// By the `data-value` of the place they stand in; as text, never as markup.
  package var values: [String: String] = [:]

  package init(badges: [String: [String: Int]] = [:], values: [String: String] = [:]) {
    self.badges = badges
    self.values = values
  }

  /// On one line, in the order of the keys.
  var json: String {
    var (badges, values) = (Context(), Context())
    for (element, counts) in self.badges {
      var context = Context()
      for (name, count) in counts { context[name] = .number(Decimal(count)) }
      badges[element] = .context(context)
    }
    for (place, text) in self.values { values[place] = .string(text) }
    let patch: Context = ["badges": .context(badges), "values": .context(values)]
    return Value.context(patch).jsonString
  }
}
