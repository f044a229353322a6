import Testing

@testable import RabbitMQ

@Suite struct ConfirmWindowTests {
  /// A window with messages a, b, c, …, numbered from one.
  private func window(_ tickets: String) -> ConfirmWindow<Character> {
    var window = ConfirmWindow<Character>()
    for ticket in tickets { window.append(ticket) }
    return window
  }

  private func settle(
    _ window: inout ConfirmWindow<Character>, _ tag: UInt64, multiple: Bool = false,
    _ outcome: PublishOutcome = .confirmed
  ) throws -> String {
    var settled = ""
    try window.settle(tag: tag, multiple: multiple, outcome: outcome) { ticket, outcome in
      settled.append(ticket)
      switch outcome {
      case .confirmed: settled += "+"
      case .nacked: settled += "-"
      case .returned: settled += "r"
      case .unknown: settled += "?"
      }
    }
    return settled
  }

  @Test func `single answers settle in any order`() throws {
    var window = window("abc")
    #expect(try settle(&window, 2) == "b+")
    #expect(try settle(&window, 3, .nacked) == "c-")
    #expect(window.count == 1)
    #expect(try settle(&window, 1) == "a+")
    #expect(window.isEmpty)
  }

  @Test func `an answer for many settles all that are open up to its tag`() throws {
    var window = window("abcde")
    #expect(try settle(&window, 2) == "b+")
    #expect(try settle(&window, 4, multiple: true, .nacked) == "a-c-d-")
    #expect(try settle(&window, 0, multiple: true) == "e+")
  }

  @Test func `an answer that was given before settles nothing`() throws {
    var window = window("ab")
    #expect(try settle(&window, 2) == "b+")
    #expect(try settle(&window, 2) == "")
    #expect(try settle(&window, 1, multiple: true) == "a+")
    #expect(try settle(&window, 2, multiple: true) == "")
    #expect(try settle(&window, 0, multiple: true) == "")
    #expect(window.count == 0)
  }

  @Test(arguments: [(3, false), (3, true), (0, false)] as [(UInt64, Bool)])
  func `a tag that was not given is a violation`(_ tag: UInt64, _ multiple: Bool) throws {
    var window = window("ab")
    #expect(throws: RabbitMQError.self) { try settle(&window, tag, multiple: multiple) }
  }

  @Test func `a returned message is not confirmed by its ack`() throws {
    var window = window("abab")
    #expect(window.markReturned(code: 312, text: "") { $0 == "b" })
    #expect(try settle(&window, 3, multiple: true) == "a+bra+")
    #expect(window.markReturned(code: 312, text: "") { $0 == "b" })
    #expect(!window.markReturned(code: 312, text: "") { $0 == "b" })
    #expect(try settle(&window, 4) == "br")
  }

  @Test func `what is left is given up in order`() throws {
    var window = window("abc")
    #expect(try settle(&window, 2) == "b+")
    var left = ""
    window.removeAll { left.append($0) }
    #expect(left == "ac")
    #expect(window.isEmpty)
    window.append("d")
    #expect(try settle(&window, 4) == "d+")
  }

  @Test func `a long run keeps its tags and its memory`() throws {
    var window = ConfirmWindow<UInt64>()
    for tag in 1...20_000 as ClosedRange<UInt64> {
      window.append(tag)
      guard tag > 100 else { continue }
      var settled: [UInt64] = []
      try window.settle(tag: tag - 100, multiple: false, outcome: .confirmed) { ticket, _ in
        settled.append(ticket)
      }
      #expect(settled == [tag - 100])
    }
    #expect(window.count == 100)
  }
}
