#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The functions of the C library that this target needs, so that only one file has to know its name.
extension Double {
  /// eˣ
  var exponential: Double { exp(self) }
  /// log x, to the base e
  var logarithm: Double { log(self) }
  /// log(1 + x), exact for small x
  var logarithmOfOnePlus: Double { log1p(self) }
  var cosine: Double { cos(self) }
  /// 2/√π ∫ e^(−t²) dt from x to ∞
  var complementaryErrorFunction: Double { erfc(self) }

  func raised(to exponent: Double) -> Double { pow(self, exponent) }
}
