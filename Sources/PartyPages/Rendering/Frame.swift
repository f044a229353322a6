import Access
import HummingbirdCore
import Participant
import PartyAPI
import WebPages

/// What surrounds every page: navigation, who is signed in, language.
struct Frame {
  private let visit: Visit

  init(_ visit: Visit) { self.visit = visit }

  func model(title: String) -> [String: Any] {
    let party = visit.ports.model.party
    let site = PageFrame.Site(
      name: visit.texts.model(party), style: party.lowercased(), home: "/ui/inbox")
    // A task is reached from the inbox.
    let path = visit.request.uri.path
    var model = PageFrame(visit.texts, site, places: navigation, assets: Assets.files).model(
      title: title, here: visit.here, path: path.hasPrefix("/ui/tasks/") ? "/ui/inbox" : path)
    if let csrf = visit.csrf { model["csrf"] = csrf }
    if let person = visit.context.principal {
      model["me"] = [
        "name": person.name, "initials": Initials.of(person.name), "roles": roles(person),
      ]
      model["canSignOut"] = visit.context.session != nil
      if person.hasPassword { model["passwordHref"] = "/ui/password" }
      if visit.csrf != nil { model["terminalHref"] = "/ui/terminal" }
    }
    return model
  }

  private func roles(_ person: Principal) -> String {
    if person.roles.count == Role.allCases.count { return visit.texts["role.all"] }
    return person.roles.sorted().map { visit.texts["role.\($0.rawValue)"] }.joined(separator: ", ")
  }

  private struct Place {
    let path: String
    let text: String
    let icon: String
    var key: String?
    /// Who may go there; nil for everybody.
    var rule = Rule.signedIn
  }

  private var places: [Place] {
    var places = [
      Place(
        path: "/ui/inbox", text: "nav.inbox",
        icon: "M2 9.5l2-6.5h8l2 6.5v3.5H2zM2 9.500h3.500l1 2h3l1-2H14"),
      Place(
        path: "/ui/orders", text: "nav.orders",
        icon: "M3 2h10v12H3zM5.500 5.500h5M5.500 8h5M5.500 10.500h3"),
    ]
    if visit.ports.model.canPlace {
      places.append(
        Place(
          path: "/ui/orders/new", text: "nav.new", icon: "M8 3v10M3 8h10", key: "new",
          rule: .ordering))
    }
    if visit.ports.prices != nil {
      places.append(
        Place(
          path: "/ui/prices", text: "nav.prices",
          icon: "M2.500 2.500h5.500l6 6-5.500 5.500-6-6zM5.500 5.500h.01"))
    }
    if visit.ports.people != nil {
      places.append(
        Place(
          path: "/ui/users", text: "nav.users",
          icon:
            "M8 8a2.700 2.700 0 1 0 0-5.400a2.700 2.700 0 0 0 0 5.400zM2.800 14a5.200 5.200 0 0 1 10.400 0",
          rule: .operating))
    }
    if visit.ports.api.auditTrail != nil {
      places.append(
        Place(
          path: "/ui/audit", text: "nav.audit",
          icon: "M8 2l5 2v4c0 3-2 5-5 6c-3-1-5-3-5-6V4zM6 8l1.500 1.500L10.500 6.500",
          rule: .auditing))
    }
    return places
  }

  private var navigation: [PageFrame.Place] {
    let roles = visit.context.principal?.roles
    return places.filter { $0.rule == .signedIn || $0.rule.allows(roles) }.map { place in
      PageFrame.Place(
        path: place.path, text: visit.texts[place.text], icon: place.icon, key: place.key)
    }
  }
}
