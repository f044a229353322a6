// The policies by which people are played. To see another day, change these two tables.

extension Storyline {
  /// What people do where a storyline says nothing.
  static let usual: [TaskElement: [Response]] = [
    .verifyOrder: [Response("accept", within: 30...210)],
    .confirmQuote: [Response("confirm", within: 30...180)],
    .reviewQuote: [Response("accept", within: 90...900)],
    .confirmFulfilment: [Response("fulfilled", within: 360...1_400)],
    .confirmReceipt: [Response("received", within: 120...1_200)],
  ]

  /// Sixty orders' worth of what happens to orders.
  package static let all: [Storyline] = [
    Storyline("as usual", share: 10, ends: ["Completed"]),
    Storyline("large, confirmed by a second person", share: 6, ends: ["Completed"], size: .large),
    Storyline("needed soon, delivered in time", share: 3, ends: ["Completed"], neededInDays: 4),
    Storyline(
      "revised, then accepted", share: 4, ends: ["Completed"],
      [
        .reviewQuote: [
          Response(
            "revise", within: 90...600, "We can take twice as many if the price follows.",
            quantities: .more),
          Response("accept", within: 60...300),
        ]
      ]),
    Storyline(
      "revised without end", share: 1, ends: ["Rejected"],
      [
        .reviewQuote: [
          Response("revise", within: 60...180, "Still too expensive.", quantities: .fewer)
        ]
      ]),
    Storyline(
      "declined", share: 3, ends: ["Declined"],
      [.reviewQuote: [Response("decline", within: 120...1_500, "We found a better offer.")]]),
    Storyline(
      "revised, then declined", share: 2, ends: ["Declined"], size: .large,
      [
        .reviewQuote: [
          Response("revise", within: 90...400, "Half of it will do.", quantities: .fewer),
          Response("decline", within: 90...400, "The price per piece has hardly changed."),
        ]
      ]),
    Storyline(
      "rejected by sales", share: 3, ends: ["Rejected"],
      [.verifyOrder: [Response("reject", within: 30...240, "We do not deliver to this site.")]]),
    Storyline("unknown item", share: 2, ends: ["Rejected"], hasUnknownItem: true),
    Storyline(
      "quote withdrawn", share: 2, ends: ["Rejected"], size: .large,
      [.confirmQuote: [Response("withdraw", within: 60...200, "The stock is promised to others.")]]),
    Storyline("nobody reviews", share: 2, ends: ["Expired"], [.reviewQuote: []]),
    Storyline("nobody verifies", share: 2, ends: ["Cancelled"], [.verifyOrder: []]),
    Storyline(
      "verified late, after reminders", share: 2, ends: ["Completed"],
      [.verifyOrder: [Response("accept", within: 13 * 60...16 * 60)]]),
    Storyline(
      "cancelled at once", share: 2, ends: ["Cancelled"], cancelled: .afterPlacing(10...25)),
    Storyline(
      "cancelled instead of reviewed", share: 2, ends: ["Cancelled"],
      cancelled: .insteadOf(.reviewQuote)),
    Storyline(
      "cancelled while sales accepts", share: 2, ends: ["Cancelled"],
      cancelled: .alongside(.verifyOrder)),
    Storyline(
      "cancelled while sales rejects", share: 2, ends: ["Cancelled", "Rejected"],
      cancelled: .alongside(.verifyOrder),
      [.verifyOrder: [Response("reject", within: 30...240, "Not available in this quantity.")]]),
    Storyline(
      "cancelled while accepted", share: 1, ends: ["Cancelled", "Completed"],
      cancelled: .alongside(.reviewQuote)),
    Storyline(
      "delivered late, with reminders", share: 3, ends: ["Completed"], neededInDays: 2,
      [.confirmFulfilment: [Response("fulfilled", within: 76 * 60...84 * 60)]]),
    Storyline(
      "shipped and received in part", share: 2, ends: ["Completed"],
      [
        .confirmFulfilment: [Response("fulfilled", within: 400...1_400, quantities: .fewer)],
        .confirmReceipt: [
          Response("short", within: 120...900, "One box was missing.", quantities: .fewer)
        ],
      ]),
    Storyline(
      "arrives damaged", share: 1, ends: ["Completed"],
      [
        .confirmReceipt: [
          Response("damaged", within: 60...600, "The pallet had tipped over.", quantities: .fewer)
        ]
      ]),
    Storyline(
      "receipt confirmed late", share: 1, ends: ["Completed"],
      [.confirmReceipt: [Response("received", within: 50 * 60...54 * 60)]]),
    Storyline(
      "cannot be fulfilled", share: 2, ends: ["Unfulfilled"],
      [
        .confirmFulfilment: [
          Response("failed", within: 300...1_400, "The machine that makes it is out of order.")
        ]
      ]),
  ]
}
