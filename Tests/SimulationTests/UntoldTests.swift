import Exchange
import FEEL
import FoundationEssentials
import Participant
import StoreConformance
import Testing

/// What a lane keeps for a monitor that cannot be told.
@Suite struct UntoldTests {
  private static func stretch(_ first: Int, _ last: Int) -> TransportReport.Confirmation {
    .init(lane: 3, first: first, last: last, at: Specimen.time(last))
  }

  private static let sighting = TransportReport.Sighting(
    .duplicate,
    OrderMessage(
      id: UUID(), name: "OrderPlaced", sender: "Client", receiver: "Supplier",
      order: Specimen.newOrder(), sequence: 1, correlationKey: "", sentAt: Specimen.time(),
      payload: Context()), at: Specimen.time())

  @Test func `of too many confirmations each two become one, and none is left out`() {
    var untold = Untold()
    for number in 1...Untold.limit {
      #expect(untold.add(Self.stretch(number, number)) == nil)
    }
    let last = Untold.limit + 1
    #expect(untold.add(Self.stretch(last, last)) == .exactTimes)
    let pairs = stride(from: 1, to: last, by: 2).map { Self.stretch($0, $0 + 1) }
    #expect(untold.confirmations == pairs + [Self.stretch(last, last)])
    #expect(untold.add(Self.stretch(last + 1, last + 1)) == nil)
  }

  @Test func `of too many sightings the first are kept, and the loss is told once`() {
    var untold = Untold()
    #expect(untold.add(Array(repeating: Self.sighting, count: Untold.limit)) == nil)
    #expect(untold.add([Self.sighting]) == .sightings)
    #expect(untold.add([Self.sighting]) == nil)
    #expect(untold.sightings.count == Untold.limit)
  }

  @Test func `what could not be told comes before what has come meanwhile`() {
    var untold = Untold()
    _ = untold.add(Self.stretch(1, 2))
    let taken = untold.take()
    #expect(untold.isEmpty)
    _ = untold.add(Self.stretch(3, 3))
    _ = untold.add([Self.sighting])
    #expect(untold.putBack(taken) == [])
    #expect(untold.confirmations == [Self.stretch(1, 2), Self.stretch(3, 3)])
    #expect(untold.sightings == [Self.sighting])
  }

  @Test func `what is put back keeps within the bound, too`() {
    var untold = Untold()
    for number in 1...Untold.limit { _ = untold.add(Self.stretch(number, number)) }
    _ = untold.add(Array(repeating: Self.sighting, count: Untold.limit))
    let taken = untold.take()
    _ = untold.add(Self.stretch(Untold.limit + 1, Untold.limit + 1))
    _ = untold.add([Self.sighting])
    #expect(untold.putBack(taken) == [.exactTimes, .sightings])
    #expect(untold.confirmations.count == Untold.limit / 2 + 1)
    #expect(untold.confirmations.first == Self.stretch(1, 2))
    #expect(untold.confirmations.last == Self.stretch(Untold.limit + 1, Untold.limit + 1))
    #expect(untold.sightings.count == Untold.limit)
  }
}
