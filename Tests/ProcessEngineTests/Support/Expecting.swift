import Testing

/// Compares a whole decision, a line for each event.
func expect(
  _ decision: String, _ wanted: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  if wanted == "@@" { print("REC \(sourceLocation.fileID.split(separator: "/").last!):\(sourceLocation.line)\n\(decision)\nENDREC"); return }
  #expect(decision == wanted, sourceLocation: sourceLocation)
}
