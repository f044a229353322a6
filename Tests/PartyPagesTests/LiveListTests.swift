import PartyPages
import Testing

/// A list that fills or empties while it is open takes its words about emptiness with it: both sides need the region.
@Suite struct LiveListTests {
  @Test(arguments: ["inbox", "orders"])
  func `the words about an empty list are a region that is always there`(_ name: String) {
    var model: [String: Any] = [
      "emptyTitle": "Nothing fits", "emptyText": "Change the filter", "rows": [[String: Any]](),
    ]
    let empty = Templates.render(name, model)
    model["rows"] = [["id": "1"]]
    let filled = Templates.render(name, model)
    #expect(
      empty.contains(
        #"<div class="empty" data-live="empty"><strong>Nothing fits</strong>Change the filter</div>"#
      ))
    #expect(filled.contains(#"<div class="empty" data-live="empty"></div>"#))
  }
}
