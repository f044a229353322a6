/// What a drawing shows of the orders that go through it: by the id of a flow node, flow, or pool.
package struct Marks: Hashable, Sendable {
  private var marks: [String: Mark] = [:]

  package init() {}

  package subscript(_ element: String) -> Mark {
    get { marks[element] ?? Mark() }
    set { marks[element] = newValue }
  }

  /// Whether anything leads elsewhere.
  package var hasLinks: Bool { marks.values.contains { $0.link != nil } }

  /// What is shown on one element.
  package struct Mark: Hashable, Sendable {
    /// How many tokens are here, or messages in flight. Nil for no badge; 0 for one that is hidden until a script writes a
    /// number into it.
    package var tokens: Int?
    package var overdue: Int?
    package var incidents: Int?
    package var progress: Progress?
    package var heat: Heat?
    /// Where a click leads.
    package var link: String?
    /// How many things are there: those of `tokens`, or others that the link leads to; nil when that is not said.
    package var count: Int?
    /// What the marks mean, in words of the reader's language: it follows the name where a pointer rests or a screen reader
    /// reads.
    package var note: String?

    package init(
      tokens: Int? = nil, overdue: Int? = nil, incidents: Int? = nil, progress: Progress? = nil,
      heat: Heat? = nil, link: String? = nil, count: Int? = nil, note: String? = nil
    ) {
      self.tokens = tokens
      self.overdue = overdue
      self.incidents = incidents
      self.progress = progress
      self.heat = heat
      self.link = link
      self.count = count
      self.note = note
    }
  }

  /// How far one order is at an element. Of a flow, `done` says that it was taken.
  package enum Progress: String, Hashable, Sendable {
    /// A token is here.
    case now
    case done
    /// Taken away before it was done, and never done otherwise.
    case gone
  }

  /// One of five steps from little to much.
  package enum Heat: Int, CaseIterable, Hashable, Sendable {
    case lowest = 1
    case low, middle, high, highest

    /// The step of a share of the greatest value; nil for nothing.
    ///
    /// - Parameter share: from 0 to 1.
    package init?(share: Double) {
      guard share > 0 else { return nil }
      self = Heat(rawValue: min(5, Int((share * 5).rounded(.up)))) ?? .highest
    }
  }
}
