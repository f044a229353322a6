/// Somebody who works at one of the two companies.
package struct Person: Hashable, Sendable {
  package let name: String
  package let groups: [String]

  /// Who runs each of the services.
  static let `operator` = Person(name: "operator", groups: ["operator"])

  /// The roles that bring the groups, as far as roles do.
  var roles: [String] {
    var roles: [String] = []
    for (group, role) in [
      ("buyers", "buyer"), ("receiving", "buyer"), ("sales", "sales"), ("pricing", "pricing"),
      ("warehouse", "warehouse"),
    ] where groups.contains(group) && !roles.contains(role) {
      roles.append(role)
    }
    return roles
  }

  package static let client: [Person] = [
    Person(name: "anna.keller", groups: ["buyers"]),
    Person(name: "jonas.brandt", groups: ["buyers"]),
    Person(name: "maria.rossi", groups: ["buyers", "receiving"]),
    Person(name: "tom.fischer", groups: ["receiving"]),
    Person(name: "lena.vogt", groups: ["receiving"]),
  ]

  /// Two of them may both verify orders and confirm quotes: never both for the same order.
  package static let supplier: [Person] = [
    Person(name: "clara.weiss", groups: ["sales", "pricing"]),
    Person(name: "peter.hahn", groups: ["sales", "pricing"]),
    Person(name: "ines.kraft", groups: ["sales", "sales-lead"]),
    Person(name: "max.berger", groups: ["pricing"]),
    Person(name: "nina.wolf", groups: ["warehouse"]),
    Person(name: "olaf.stein", groups: ["warehouse"]),
    Person(name: "kurt.lang", groups: ["warehouse", "warehouse-lead"]),
  ]
}

extension [Person] {
  /// One who may decide a task, not always the same; nil when there is nobody.
  package func choose(
    groups: [String], excluding excluded: [String],
    using generator: inout some RandomNumberGenerator
  ) -> Person? {
    filter { person in
      !excluded.contains(person.name)
        && (groups.isEmpty || person.groups.contains(where: groups.contains))
    }.randomElement(using: &generator)
  }
}
