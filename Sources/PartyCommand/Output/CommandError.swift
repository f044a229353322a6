import FEEL
import PartyAPI

/// Why a command did not do what was asked: one sentence for people, an object for programs, and an exit code.
struct CommandError: Error, Sendable {
  let status: ExitStatus
  /// What went wrong, where, and what to do.
  private(set) var message: String
  /// A problem body (RFC 9457).
  let problem: Context

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
    problem = ["detail": .string(message), "exitCode": .number(Int(status.rawValue))]
  }

  /// What the service answered.
  init(problem: Context, httpStatus: Int) {
    status = ExitStatus(httpStatus: httpStatus)
    self.problem = problem
    let errors = (problem["errors"]?.list ?? []).map { error in
      let field = error["field"].string.map { "\($0): " } ?? ""
      return "\n  \(field)\(error["message"].string ?? "")"
    }
    let candidates = (problem["candidates"]?.list ?? []).compactMap(\.string).map { "\n  \($0)" }
    let detail = problem["detail"]?.string ?? "The service answered with status \(httpStatus)."
    message = detail + (errors + candidates).joined()
  }

  /// Whether the service answered with a problem of this type.
  func isOf(_ type: ProblemType) -> Bool { problem["type"]?.string == type.uri }

  /// With one more sentence for people: what to do, where the service cannot know it.
  func advising(_ advice: String) -> CommandError {
    var error = self
    error.message += "\n" + advice
    return error
  }
}
