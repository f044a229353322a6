/// When an order of some age will be done, as far as the past tells: "50 % by then, 85 % by then".
package struct CompletionForecast: Hashable, Sendable {
  /// One date of the forecast.
  package struct Bound: Hashable, Sendable {
    package let probability: Double
    /// How much longer it takes at most with that probability; nil when the past cannot tell.
    package let remaining: Double?
  }

  package let age: Double
  package let bounds: [Bound]

  /// `past` are the lifetimes of comparable orders, those that still run among them.
  package init(
    of age: Double, from past: KaplanMeier, probabilities: [Double] = [0.5, 0.85, 0.95]
  ) {
    self.age = age
    bounds = probabilities.map {
      Bound(probability: $0, remaining: past.remaining(after: age, probability: $0))
    }
  }
}
