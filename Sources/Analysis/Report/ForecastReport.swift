package import ProcessEngine
package import Statistics

/// When the running orders will be done, and how often such forecasts came true.
package struct ForecastReport: Hashable, Sendable {
  package struct Order: Hashable, Sendable {
    package let order: InstanceID
    package let reference: String?
    package let age: Double
    package let elements: [String]
    package let forecast: CompletionForecast
  }

  package static let probabilities = [0.5, 0.85, 0.95]

  /// The oldest running orders.
  package let orders: [Order]
  package let running: Int
  /// Of forecasts made at three times of the period, each from the two fifths of it before.
  package let backTest: BackTest

  init(_ account: CaseAccount, _ life: OrderLife, _ survival: KaplanMeier, listed: Int) {
    running = account.running.count
    orders = account.running
      .sorted { ($0.placedAt, $0.order) < ($1.placedAt, $1.order) }
      .prefix(listed)
      .map { order in
        let age = account.period.age(of: order)
        return Order(
          order: order.order, reference: order.reference, age: age, elements: order.elements,
          forecast: CompletionForecast(of: age, from: survival, probabilities: Self.probabilities))
      }
    let length = account.period.length
    backTest = BackTest(
      life.sojourns, at: [0.4, 0.6, 0.8].map { $0 * length }, until: length,
      // What ended before the period is not known, so no window may reach there.
      window: 0.4 * length, probabilities: Self.probabilities)
  }
}
