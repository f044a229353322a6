import Testing

/// Compares a whole decision, a line for each event.
func expect(
  _ decision: String, _ wanted: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(decision == wanted, sourceLocation: sourceLocation)
}
