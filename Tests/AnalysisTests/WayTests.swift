import Analysis
import FEEL
import Statistics
import Testing

@Suite struct WayTests {
  /// Seven at once, two after another review, one that runs and has been told to do it again.
  private static let records =
    (0..<7).map { Builder.record($0, placed: 0, ended: Double(10 + $0)) }
    + (7..<9).map { Builder.record($0, placed: 0, ended: 100, path: 2) }
    + [Builder.record(9, placed: 0, ended: nil, path: 3)]
  private static let paths = Builder.reviewPaths.merging(
    [3: ["Start", ">a", "Review", ">b", "Decision", ">again", "Review"]]
  ) { first, _ in first }

  private func report() throws -> AnalysisReport {
    Builder.report(Self.records, model: try Builder.reviewModel(), paths: Self.paths)
  }

  @Test func `a gateway's branches add up to all that left it`() throws {
    let gateway = try #require(try report().gateways.first)
    #expect(gateway.name == "Good?")
    #expect(gateway.branches.map(\.name) == ["Done", "once more"])
    // Nine went on, three times it was done again.
    #expect(gateway.branches.map(\.share.hits) == [9, 3])
    #expect(gateway.count == 12)
    #expect(gateway.branches.map(\.permille) == [750, 250])
    // Of the nine that ended all were let through, two after having been sent back.
    #expect(gateway.branches.map(\.orders) == [9, 2])
  }

  @Test func `variants and the rest add up to all`() throws {
    let model = try Builder.reviewModel()
    let client = try #require(
      Builder.report(Self.records, model: model, paths: Self.paths, asking: .init(listed: 1))
        .variants.first)
    #expect(client.party == "Client")
    #expect(client.count == 9)
    #expect(client.distinct == 2)
    #expect(client.variants.map(\.nodes) == [["Start", "Review", "Decision", "Done"]])
    #expect(client.variants.map(\.medianLeadTime.value) == [13])
    #expect(client.variants.map(\.share.hits) == [7])
    #expect(client.others.hits == 2)
    #expect(client.variants.reduce(client.othersPermille) { $0 + $1.permille } == 1_000)
  }

  @Test func `a way that few went has no median`() throws {
    let client = try #require(try report().variants.first)
    #expect(client.variants.map(\.share.hits) == [7, 2])
    #expect(client.variants.last?.medianLeadTime == .tooFew(count: 2, needed: 6))
  }

  @Test func `doing an activity twice is rework, passing a gateway twice is not`() throws {
    let rework = try report().rework
    #expect(rework.firstTimeRight == Proportion(7, of: 9))
    #expect(rework.loops.map(\.element) == ["Review"])
    #expect(rework.loops.map(\.repeats) == [2])
    #expect(rework.loops.map(\.orders.hits) == [2])
  }

  @Test func `work goes from hand to hand when the next task of an order is another's`() {
    let report = Builder.report([
      Builder.record(
        1, placed: 0, ended: 90,
        [
          Builder.task("A", 0, claimed: 5, 10, by: "bea"),
          Builder.task("B", 10, claimed: 20, 30, by: "ann"),
          Builder.task("C", 30, claimed: 30, 60, by: "ann"),
          Builder.task("D", 60, claimed: 70, 80, by: "bea", isWithdrawn: true),
        ])
    ]).work
    #expect(report.people.map(\.name) == ["ann", "bea"])
    #expect(report.people.map(\.working.count) == [2, 1])
    #expect(report.people.map(\.worked) == [40, 5])
    #expect(report.groups.map(\.name) == ["buyers"])
    #expect(report.handovers.map { [$0.party, $0.from, $0.to] } == [["Client", "bea", "ann"]])
    #expect(report.handovers.map(\.count) == [1])
  }
}
