/// The value of b₀ + a₁/(b₁ + a₂/(b₂ + …)) by Lentz's algorithm as modified by Thompson and Barnett (1986);
/// `term` returns (aₙ, bₙ) for n = 1, 2, ….
func continuedFraction(_ first: Double, term: (Double) -> (a: Double, b: Double)) -> Double {
  /// Stands for 0, by which must not be divided.
  let tiny = 1e-300
  var value = first == 0 ? tiny : first
  var numerators = value
  var denominators = 0.0
  var index = 1.0
  while true {
    let (a, b) = term(index)
    denominators = b + a * denominators
    denominators = 1 / (denominators == 0 ? tiny : denominators)
    numerators = b + a / numerators
    if numerators == 0 { numerators = tiny }
    let change = numerators * denominators
    value *= change
    // Written so that a value that is not a number ends the loop too.
    guard abs(change - 1) > 1e-15 else { return value }
    index += 1
  }
}
