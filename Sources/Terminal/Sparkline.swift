/// Numbers as a line of blocks, each as high as its number is great: `▁▃▇█▂`.
package enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// - Parameters:
  ///   - values: from the first to the last; what is not a number of 0 or more counts as 0.
  ///   - width: how many columns there are; neighbours are added up when there are more values.
  package static func text(_ values: [Double], width: Int) -> String {
    let bars = summed(values.map { $0 > 0 ? $0 : 0 }, into: max(1, width))
    guard let greatest = bars.max(), greatest > 0 else {
      return String(repeating: blocks[0], count: bars.count)
    }
    return String(
      bars.map { blocks[Int(($0 / greatest * Double(blocks.count - 1)).rounded())] })
  }

  private static func summed(_ values: [Double], into count: Int) -> [Double] {
    guard values.count > count else { return values }
    return (0..<count).map { index in
      let range = (index * values.count / count)..<((index + 1) * values.count / count)
      // Of groups of unlike sizes the mean: a longer one is not higher for it.
      return values[range].reduce(0, +) / Double(range.count)
    }
  }
}
