import Foundation
import ProcessEngine
import Testing

@Suite struct IdentifierTests {
  @Test func `ids are written and read as Foundation writes and reads them`() {
    for _ in 0..<1_000 {
      let uuid = UUID()
      #expect(uuid.text == uuid.uuidString.lowercased())
      #expect(UUID(text: uuid.text) == uuid)
      #expect(UUID(text: uuid.uuidString) == uuid)
      #expect(InstanceID(uuid.text)?.description == uuid.text)
    }
  }

  @Test(arguments: [
    "", "018f2c3a", "018f2c3a-1234-7234-8234-1234567890a", "018f2c3a-1234-7234-8234-1234567890abc",
    "018f2c3ax1234-7234-8234-1234567890ab", "018f2c3a-1234-7234-8234-1234567890ag",
    "018f2c3a-1234-7234-82341-234567890ab", "{018f2c3a-1234-7234-8234-1234567890}",
    "018f2c3a-1234-7234-8234-1234567890é",
  ])
  func `anything else is no id`(_ text: String) {
    #expect(UUID(text: text) == nil)
    #expect(InstanceID(text) == nil)
  }
}
