/// Who orders: a site of the buying company.
package struct Buyer: Hashable, Sendable {
  package let id: String
  package let name: String
  /// What the references of its orders begin with.
  package let code: String

  package static let all: [Buyer] = [
    Buyer(id: "B-1010", name: "Halden Works, Maintenance", code: "HAL"),
    Buyer(id: "B-1020", name: "Halden Works, Assembly Line 2", code: "HA2"),
    Buyer(id: "B-1104", name: "Ostrava Foundry", code: "OST"),
    Buyer(id: "B-1131", name: "Turin Machining Centre", code: "TUR"),
    Buyer(id: "B-1207", name: "Gdynia Shipyard Service", code: "GDY"),
    Buyer(id: "B-1250", name: "Lyon Test Laboratory", code: "LYO"),
    Buyer(id: "B-1302", name: "Ulm Special Vehicles", code: "ULM"),
    Buyer(id: "B-1318", name: "Graz Hydraulics", code: "GRZ"),
    Buyer(id: "B-1405", name: "Tampere Paper Machines", code: "TAM"),
    Buyer(id: "B-1422", name: "Porto Spare Parts Store", code: "POR"),
    Buyer(id: "B-1510", name: "Aarhus Wind Service", code: "AAR"),
    Buyer(id: "B-1533", name: "Eindhoven Prototypes", code: "EIN"),
  ]

  /// What buyers write beside their orders; most write nothing.
  static let notes: [String?] = [
    nil, nil, nil, nil, nil,
    "Deliver to gate 3, weekdays before 14:00.",
    "Please send one certificate per batch.",
    "Replacement for a machine that stands still.",
    "As in our last order.",
    "No plastic packaging, please.",
  ]
}
