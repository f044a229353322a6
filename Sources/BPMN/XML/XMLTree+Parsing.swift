import Foundation
import FoundationXML

extension XMLTree {
  /// Reads a whole file.
  ///
  /// - Throws: `ReadFailure` for anything that is not well-formed XML with namespaces in UTF-8, for document types, and
  ///   beyond `XMLLimits`.
  init(parsing bytes: [UInt8]) throws(ReadFailure) {
    let lines = try MarkupScanner.startTagLines(of: bytes)
    let builder = XMLTreeBuilder(lines: lines)
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = builder
    parser.shouldProcessNamespaces = true
    parser.shouldReportNamespacePrefixes = true
    parser.shouldResolveExternalEntities = false
    let succeeded = parser.parse()
    if !builder.problems.isEmpty { throw ReadFailure(problems: builder.problems) }
    guard succeeded, let root = builder.root, builder.elementCount == lines.count else {
      throw ReadFailure(line: 1, "the file is not well-formed XML")
    }
    self = root
  }
}

/// Builds the tree from what the parser reports.
private final class XMLTreeBuilder: NSObject, XMLParserDelegate {
  private(set) var root: XMLTree?
  private(set) var problems: [ReadFailure.Problem] = []
  private(set) var elementCount = 0
  private let lines: [Int]
  private var open: [XMLTree] = []
  private var prefixes: [String: [String]] = ["xml": [Namespace.xml]]

  init(lines: [Int]) {
    self.lines = lines
  }

  func parser(_ parser: XMLParser, didStartMappingPrefix prefix: String, toURI uri: String) {
    prefixes[prefix, default: []].append(uri)
  }

  func parser(_ parser: XMLParser, didEndMappingPrefix prefix: String) {
    _ = prefixes[prefix]?.popLast()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let line = elementCount < lines.count ? lines[elementCount] : parser.lineNumber
    elementCount += 1
    var foreign: [XMLTree.ForeignAttribute] = []
    for qualified in attributes.keys.sorted() {
      guard let colon = qualified.firstIndex(of: ":") else { continue }
      let namespace = prefixes[String(qualified[..<colon])]?.last ?? ""
      let local = String(qualified[qualified.index(after: colon)...])
      foreign.append(XMLTree.ForeignAttribute(namespace: namespace, name: local))
    }
    open.append(
      XMLTree(
        namespace: namespaceURI ?? "", name: name,
        attributes: attributes.filter { !$0.key.contains(":") },
        foreignAttributes: foreign, line: line))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard let element = open.popLast() else { return }
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(element)
    }
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) {
    append(characters)
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    append(String(decoding: block, as: UTF8.self))
  }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
    let code = (error as NSError).code
    guard !XMLFault.harmless.contains(code) else { return }
    guard problems.count < XMLLimits.reportedFaults else { return parser.abortParsing() }
    problems.append(
      ReadFailure.Problem(line: max(1, parser.lineNumber), reason: XMLFault.reason(code)))
  }

  private func append(_ characters: String) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += characters
  }
}

/// The fault numbers of libxml2 (its `xmlerror.h`), which are all that the parser tells.
private enum XMLFault {
  /// A language code or namespace URI of unusual form: a warning.
  static let harmless = 98...100

  static func reason(_ code: Int) -> String {
    switch code {
    case 9: "a character here is not allowed in XML"
    case 23, 26, 68: "a reference to an unknown entity, or an & that is not written &amp;"
    case 38, 39, 41: "an attribute is malformed"
    case 42, 203: "an attribute stands twice in one tag"
    case 62: "]]> is not allowed in a text"
    case 64: "the XML declaration is not at the beginning of the file"
    case 80: "-- is not allowed in a comment"
    case 201, 202: "a namespace prefix is not declared, or a colon is misplaced in a name"
    default: "the XML is malformed (libxml2 fault \(code))"
    }
  }
}
