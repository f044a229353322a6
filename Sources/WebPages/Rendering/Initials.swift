/// Two letters for a person.
package enum Initials {
  package static func of(_ name: String) -> String {
    let words = name.split { !$0.isLetter && !$0.isNumber }
    guard let first = words.first else { return "?" }
    let second = words.count > 1 ? words[words.count - 1].prefix(1) : first.dropFirst().prefix(1)
    return (first.prefix(1) + second).uppercased()
  }
}
