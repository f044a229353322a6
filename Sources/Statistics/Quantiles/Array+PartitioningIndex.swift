extension Array {
  /// The first index whose element satisfies `belongsAfter`, in an array in which all that do come last; `count`
  /// when none does.
  func partitioningIndex(where belongsAfter: (Element) -> Bool) -> Int {
    guard !isEmpty else { return 0 }
    return firstInteger(in: 0...(count - 1)) { belongsAfter(self[$0]) } ?? count
  }
}
