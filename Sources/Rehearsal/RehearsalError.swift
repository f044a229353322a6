/// Why a rehearsal cannot go on.
package enum RehearsalError: Error, Hashable, Sendable, CustomStringConvertible {
  case file(String, String)
  /// A service answered what it should not, or did not answer at all.
  case service(String, String)
  /// A program could not be started.
  case program(String, String)

  package var description: String {
    switch self {
    case .file(let path, let problem): "\(path): \(problem)"
    case .service(let request, let problem): "\(request): \(problem)"
    case .program(let path, let problem): "\(path): \(problem)"
    }
  }
}
