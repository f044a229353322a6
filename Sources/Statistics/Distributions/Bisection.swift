/// The smallest number in `range`, to the last bit, from which on `holds` is true.
///
/// Halving is slower than Newton's method and cannot fail: `holds` must be false up to some number and true from
/// there on. Returns the upper end when it is true nowhere before.
func firstNumber(in range: ClosedRange<Double>, where holds: (Double) -> Bool) -> Double {
  var low = range.lowerBound
  var high = range.upperBound
  while true {
    let middle = low + (high - low) / 2
    guard low < middle, middle < high else { return high }
    if holds(middle) { high = middle } else { low = middle }
  }
}

/// The smallest integer in `range` for which `holds` is true, nil when there is none; true must follow false.
func firstInteger(in range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int? {
  var low = range.lowerBound
  var high = range.upperBound + 1
  while low < high {
    let middle = low + (high - low) / 2
    if holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low <= range.upperBound ? low : nil
}
