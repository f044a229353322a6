/// A range that, with the stated probability, was made so as to contain the unknown true value.
package struct ConfidenceInterval: Hashable, Sendable {
  package let low: Double
  package let high: Double
  /// The probability, between 0 and 1, with which the method is right; 0.95 unless something else was asked for.
  package let confidence: Double

  package init(low: Double, high: Double, confidence: Double) {
    self.low = low
    self.high = high
    self.confidence = confidence
  }

  package func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
