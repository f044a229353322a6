import Testing

/// Whether two numbers agree to nine digits, which is what the oracles are good for. Below `floor` both count as 0:
/// what is exactly 0 comes out as a rounding error in one of them.
func isClose(
  _ ours: Double?, _ theirs: Double?, within tolerance: Double = 1e-9, floor: Double = 1e-12
) -> Bool {
  guard let ours, let theirs else { return ours == nil && theirs == nil }
  return abs(ours - theirs) <= max(tolerance * max(abs(ours), abs(theirs)), floor)
}

/// Expects that lists of numbers agree, each of them.
func expectClose(
  _ ours: [Double?], _ theirs: [Double?], within tolerance: Double = 1e-9, _ what: Comment,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(ours.count == theirs.count, what, sourceLocation: sourceLocation)
  for (index, (our, their)) in zip(ours, theirs).enumerated()
  where !isClose(our, their, within: tolerance) {
    Issue.record(
      "\(what) at \(index): \(String(describing: our)), the oracle says \(String(describing: their))",
      sourceLocation: sourceLocation)
  }
}
