/// Why a file was refused: every problem that was found, in the order of the file.
///
/// Malformed XML is reported at its first faults only; the meaning of the elements is looked at once the XML is sound.
public struct ReadFailure: Error, Hashable {
  /// Never empty.
  public let problems: [Problem]

  /// One thing that is wrong with the file.
  public struct Problem: Hashable, Sendable {
    /// The `id` of the element, where it has one.
    public let elementID: String?
    /// Of the element's start tag, counted from 1.
    public let line: Int
    public let reason: String

    package init(elementID: String? = nil, line: Int, reason: String) {
      self.elementID = elementID
      self.line = line
      self.reason = reason
    }
  }

  package init(problems: [Problem]) {
    precondition(!problems.isEmpty, "a failure without a problem")
    self.problems = problems.sorted { $0.line < $1.line }
  }

  /// One line for each problem, as compilers write them: `order.bpmn:123: Task_7: reason`.
  public func report(file: String) -> String {
    problems.map { "\(file):\($0.description)" }.joined(separator: "\n")
  }
}

extension ReadFailure: CustomStringConvertible {
  /// One line for each problem, without the name of the file: `123: Task_7: reason`.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension ReadFailure.Problem: CustomStringConvertible {
  public var description: String {
    elementID.map { "\(line): \($0): \(reason)" } ?? "\(line): \(reason)"
  }
}
