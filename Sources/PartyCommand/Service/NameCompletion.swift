import ArgumentParser
import FEEL

/// Completes the names of orders and tasks on the command line by asking the running service.
///
/// It is silent and quick: a shell that completes must not wait, or show errors of a service that does not run.
enum NameCompletion {
  /// The tasks that are open.
  static func tasks(of program: any PartyProgram.Type) -> CompletionKind {
    .custom { arguments, _, prefix in
      await names("/tasks", [("state", "open")], program, arguments, prefix) { $0.task($1) }
    }
  }

  /// - Parameter status: `running` for those that something can still be done with; nil for all.
  static func orders(
    of program: any PartyProgram.Type, status: String? = nil
  ) -> CompletionKind {
    .custom { arguments, _, prefix in
      await names("/orders", [("status", status)], program, arguments, prefix) { $0.order($1) }
    }
  }

  private static let timeout = Duration.seconds(1)
  /// How many names are offered.
  private static let limit = 200

  private static func names(
    _ path: String, _ query: [(String, String?)], _ program: any PartyProgram.Type,
    _ arguments: [String], _ prefix: String, _ name: (WorkNames, Value) -> String
  ) async -> [String] {
    let url = arguments.firstIndex(of: "--url").flatMap { index in
      arguments.indices.contains(index + 1) ? arguments[index + 1] : nil
    }
    do {
      let client = try ServiceClient(program, url: url, console: .current)
      let answer = try await client.send(
        .init(path: path, query: query + [("limit", "\(limit)")], timeout: timeout))
      let items = answer["items"].list ?? []
      let shown = WorkNames(of: items)
      return items.map { name(shown, $0) }.filter { $0.hasPrefix(prefix) }
    } catch {
      // Nothing can be offered, and there is nobody to tell why.
      return []
    }
  }
}
