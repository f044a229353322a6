import Exchange
import Testing

struct ConversationTests {
  @Test(arguments: [
    (6, Conversation.Verdict.next), (5, .duplicate), (1, .duplicate), (7, .early), (69, .early),
    (70, .absurd), (0, .absurd), (-1, .absurd), (Int.max, .absurd), (Int.min, .absurd),
  ])
  func `a number is next, a duplicate, early or absurd`(
    _ sequence: Int, verdict: Conversation.Verdict
  ) {
    #expect(Conversation(received: 5).verdict(on: sequence) == verdict)
  }

  @Test func `both directions count for themselves, without gaps`() {
    var conversation = Conversation()
    #expect((1...3).map { _ in conversation.nextToSend() } == [1, 2, 3])
    #expect(conversation == Conversation(sent: 3, received: 0))
    conversation.receive()
    #expect(conversation == Conversation(sent: 3, received: 1))
    #expect(conversation.verdict(on: 1) == .duplicate)
    #expect(conversation.verdict(on: 2) == .next)
  }

  @Test func `whatever order messages arrive in, each is taken once and in order`() {
    for order in Self.permutations(of: [1, 2, 3, 4]) {
      var conversation = Conversation()
      var parked: Set<Int> = []
      var taken: [Int] = []
      // Each arrives twice, as after a crash between commit and acknowledgement.
      for sequence in order + order {
        switch conversation.verdict(on: sequence) {
        case .next:
          conversation.receive()
          taken.append(sequence)
          while parked.remove(conversation.received + 1) != nil {
            conversation.receive()
            taken.append(conversation.received)
          }
        case .early: parked.insert(sequence)
        case .duplicate: break
        case .absurd: Issue.record("\(sequence) is no honest number")
        }
      }
      #expect(taken == [1, 2, 3, 4])
      #expect(parked.isEmpty)
    }
  }

  private static func permutations(of numbers: [Int]) -> [[Int]] {
    guard numbers.count > 1 else { return [numbers] }
    return numbers.flatMap { first in
      permutations(of: numbers.filter { $0 != first }).map { [first] + $0 }
    }
  }
}
