import ArgumentParser

/// What a command ends with; documented in the help.
enum ExitStatus: Int32, Sendable {
  case failure = 1
  case notFound = 3
  case conflict = 4
  case refused = 5
  /// As in BSD's `sysexits.h`.
  case usage = 64
  case temporary = 75
  /// As from `timeout(1)`.
  case waitedTooLong = 124

  /// What an answer of the service means.
  init(httpStatus: Int) {
    self =
      switch httpStatus {
      case 404: .notFound
      case 409, 412: .conflict
      case 401, 403, 422: .refused
      case 400, 405, 413, 415, 421: .usage
      case 429, 502, 503, 504: .temporary
      default: .failure
      }
  }

  var code: ExitCode { ExitCode(rawValue) }
}
