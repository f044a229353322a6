extension Value {
  /// A range between two comparable values (DMN 1.5, clause 10.3.2.7): `[1..10]`, `(1..10]`, `]1..10[`.
  public struct Range: Hashable, Sendable {
    /// The lower end; `.null` when there is none, as in the range that `< 5` means.
    public let lower: Value
    /// Whether the lower end belongs to the range.
    public let includesLower: Bool
    /// The upper end; `.null` when there is none.
    public let upper: Value
    /// Whether the upper end belongs to the range.
    public let includesUpper: Bool

    public init(
      lower: Value, includesLower: Bool = true, upper: Value, includesUpper: Bool = true
    ) {
      self.lower = lower
      self.includesLower = includesLower
      self.upper = upper
      self.includesUpper = includesUpper
    }
  }
}
