/// Why a rehearsal cannot go on.
package enum RehearsalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An environment variable is missing or wrong.
  case setting(String, String)
  case file(String, String)
  /// A service answered what it should not, or did not answer at all.
  case service(String, String)
  /// A program could not be started.
  case program(String, String)

  package var description: String {
    switch self {
    case .setting(let name, let problem): "\(name) \(problem)"
    case .file(let path, let problem): "\(path): \(problem)"
    case .service(let request, let problem): "\(request): \(problem)"
    case .program(let path, let problem): "\(path): \(problem)"
    }
  }
}
