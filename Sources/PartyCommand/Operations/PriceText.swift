import FEEL

/// Prices in one line.
enum PriceText {
  /// `1.50 EUR (100=1.20), 1.30 GBP`.
  static func items(_ items: Value) -> String {
    (items.list ?? []).map { item in
      let breaks = breaks(item["breaks"])
      return price(item) + (breaks.isEmpty ? "" : " (\(breaks))")
    }.joined(separator: ", ")
  }

  static func price(_ item: Value) -> String {
    "\(item["unitPrice"].text) \(item["currency"].text)"
  }

  /// `100=1.20 1000=-0.12`: a price, or how much comes off.
  static func breaks(_ breaks: Value) -> String {
    (breaks.list ?? []).map { item in
      item["unitPrice"].string.map { "\(item["minimum"].text)=\($0)" }
        ?? "\(item["minimum"].text)=-\(item["discount"].text)"
    }.joined(separator: " ")
  }
}
