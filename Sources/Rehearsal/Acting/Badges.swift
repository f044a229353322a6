/// The tokens with which the people of one party act, once they have signed in.
struct Badges: Sendable {
  /// By the person's name.
  var tokens: [String: String] = [:]

  /// What a request of this person, or of nobody in particular, carries. Where nobody has signed in the service believes
  /// the names.
  func headers(of person: Person?) -> [(String, String)] {
    if tokens.isEmpty {
      return person.map {
        [("Duet-User", $0.name), ("Duet-Groups", $0.groups.joined(separator: ","))]
      } ?? []
    }
    let token = tokens[(person ?? .operator).name]
    return token.map { [("Authorization", "Bearer \($0)")] } ?? []
  }
}
