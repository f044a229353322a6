/// A currency of ISO 4217.
package struct Currency: Hashable, Sendable, CustomStringConvertible {
  /// Three capital letters: `EUR`.
  package let code: String

  /// Nil for anything but the code of a currency in use.
  package init?(_ code: String) {
    guard Self.codes.contains(code) else { return nil }
    self.code = code
  }

  /// How many digits the minor unit has: 2 for EUR, 0 for JPY, 3 for KWD.
  package var exponent: Int { Self.exponents[code] ?? 2 }

  package var description: String { code }
}

extension Currency {
  /// Those whose minor unit is not a hundredth.
  private static let exponents: [String: Int] = {
    let byExponent: [(Int, String)] = [
      (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
      (3, "BHD IQD JOD KWD LYD OMR TND"),
      (4, "CLF UYW"),
    ]
    var exponents: [String: Int] = [:]
    for (exponent, codes) in byExponent {
      for code in codes.split(separator: " ") { exponents[String(code)] = exponent }
    }
    return exponents
  }()

  /// List one of ISO 4217, without metals, bond units and test codes.
  private static let codes: Set<String> = {
    let text = """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
      CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
      HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
      MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
      PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY
      TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
      """
    return Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }()
}
