/// A text of comma-separated values (RFC 4180), read strictly.
struct CommaSeparatedValues {
  struct Record: Hashable {
    /// Where the record begins, counted from 1.
    let line: Int
    let fields: [String]
  }

  struct Failure: Error, Hashable {
    let line: Int
    let fault: PriceListFault
  }

  /// The records, without lines that are empty.
  let records: [Record]

  /// Reads a text whose lines end in LF or CRLF; a byte order mark before it is skipped.
  init(_ text: String) throws(Failure) {
    var reader = Reader(text)
    records = try reader.readRecords()
  }

  private struct Reader {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var line = 1

    init(_ text: String) {
      let scalars = Array(text.unicodeScalars)
      self.scalars = scalars.first == "\u{FEFF}" ? Array(scalars.dropFirst()) : scalars
    }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func readRecords() throws(Failure) -> [Record] {
      var records: [Record] = []
      while next != nil {
        let start = line
        let fields = try readFields()
        if fields != [""] { records.append(Record(line: start, fields: fields)) }
      }
      return records
    }

    /// Reads the fields of a record and the end of its line.
    private mutating func readFields() throws(Failure) -> [String] {
      var fields: [String] = []
      while true {
        fields.append(next == "\"" ? try readQuoted() : try readPlain())
        guard let scalar = next else { return fields }
        position += 1
        if scalar == "," { continue }
        if scalar == "\r", next == "\n" { position += 1 }
        line += 1
        return fields
      }
    }

    private var isAtEndOfField: Bool {
      switch next {
      case nil, ",", "\n": true
      case "\r": position + 1 == scalars.count || scalars[position + 1] == "\n"
      default: false
      }
    }

    private mutating func readPlain() throws(Failure) -> String {
      var field = String.UnicodeScalarView()
      while !isAtEndOfField, let scalar = next {
        if scalar == "\"" { throw Failure(line: line, fault: .quoteInField) }
        field.append(scalar)
        position += 1
      }
      return String(field)
    }

    /// Reads a field in quotes, in which a quote is written twice and lines may end.
    private mutating func readQuoted() throws(Failure) -> String {
      let start = line
      position += 1
      var field = String.UnicodeScalarView()
      while let scalar = next {
        position += 1
        if scalar == "\"" {
          guard next == "\"" else {
            guard isAtEndOfField else {
              throw Failure(line: line, fault: .textAfterQuote)
            }
            return String(field)
          }
          position += 1
        }
        if scalar == "\n" { line += 1 }
        field.append(scalar)
      }
      throw Failure(line: start, fault: .openQuote)
    }
  }
}
