package import FEEL

/// Fills in a task's form as a response says.
package enum TaskAnswer {
  /// - Parameters:
  ///   - defaults: what the form begins with.
  ///   - tracking: the number of the parcel, where a form asks for one.
  package static func data(
    _ response: Response, for task: TaskElement, defaults: Context, tracking: String
  ) -> Context {
    var data: Context = ["decision": .string(response.decision)]
    if let explanation = response.explanation {
      data[task.explanationField] = .string(explanation)
    }
    if task.hasLines, let lines = defaults["lines"]?.list {
      data["lines"] = .list(changed(lines, by: response.quantities))
    }
    if task == .confirmFulfilment, response.decision == "fulfilled" {
      data["tracking"] = .string(tracking)
    }
    return data
  }

  private static func changed(_ lines: [Value], by quantities: Response.Quantities) -> [Value] {
    switch quantities {
    case .asOffered: lines
    case .more: changingFirst(of: lines, from: 1) { $0 * 2 }
    case .fewer: changingFirst(of: lines, from: 2) { $0 / 2 }
    }
  }

  /// Changes the first line of at least `minimum` pieces.
  private static func changingFirst(
    of lines: [Value], from minimum: Int, _ change: (Int) -> Int
  ) -> [Value] {
    var lines = lines
    for (index, line) in lines.enumerated() {
      guard var fields = line.context, let quantity = line["quantity"].integer, quantity >= minimum
      else { continue }
      fields["quantity"] = .number(change(quantity))
      lines[index] = .context(fields)
      break
    }
    return lines
  }
}
