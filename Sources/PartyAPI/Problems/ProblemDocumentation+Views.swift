import FEEL
import HTTPTypes

extension ProblemDocumentation {
  var json: Value {
    [
      "type": .string(type.uri), "title": .string(type.title), "status": .number(type.status.code),
      "explanation": .string(explanation), "remedy": .string(remedy),
    ]
  }

  /// A chapter of `docs/problems.md`, each paragraph in one line.
  package var markdown: String {
    """
    ## \(type.rawValue)

    **\(type.status.code)** — \(type.title).

    \(explanation)

    What to do: \(remedy)
    """
  }

  /// A page with these types.
  static func html(_ all: [ProblemDocumentation]) -> String {
    let title = all.count == 1 ? all[0].type.title : "Problems"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escape(title))</title>
      </head>
      <body>
      <main>
      \(all.map { $0.section(level: all.count == 1 ? 1 : 2) }.joined(separator: "\n"))
      <p><a href="/problems">All problems</a></p>
      </main>
      </body>
      </html>

      """
  }

  private func section(level: Int) -> String {
    """
    <h\(level) id="\(type.rawValue)">\(Self.escape(type.title))</h\(level)>
    <p><code>\(type.uri)</code>, status \(type.status.code)</p>
    <p>\(Self.inline(explanation))</p>
    <p>What to do: \(Self.inline(remedy))</p>
    """
  }

  /// With what stands between backticks as code.
  private static func inline(_ text: String) -> String {
    var html = ""
    for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      html +=
        index.isMultiple(of: 2) ? escape(String(part)) : "<code>\(escape(String(part)))</code>"
    }
    return html
  }

  private static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
