/// What went wrong, in words for people, and where to go from there: for the template `problem`.
package struct ProblemView {
  package struct Way {
    package let text: String
    package let link: String

    package init(_ text: String, _ link: String) {
      self.text = text
      self.link = link
    }
  }

  /// The HTTP status code.
  package let status: Int
  package let heading: String
  package let explanation: String
  /// What exactly is wrong, one by one.
  package let details: [String]
  /// Where to go from here, the best way first.
  package let ways: [Way]

  package init(
    status: Int, heading: String, explanation: String, details: [String] = [], ways: [Way]
  ) {
    self.status = status
    self.heading = heading
    self.explanation = explanation
    self.details = details
    self.ways = ways
  }

  package var model: [String: Any] {
    [
      "status": "\(status)", "heading": heading, "explanation": explanation,
      "details": details.isEmpty
        ? false as Any : ["list": details.map { ["message": $0] }],
      "links": ways.enumerated().map { index, way in
        ["href": way.link, "text": way.text, "kind": index == 0 ? "main" : ""]
      },
    ]
  }
}
