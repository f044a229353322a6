import RabbitMQ
import Testing

@Suite struct TableTests {
  @Test func `the last of several entries of one name stays`() {
    let table: Table = ["a": 1, "b": 2, "a": "three"]
    #expect(table.count == 2)
    #expect(table["a"] == "three")
  }

  @Test func `equality ignores the order of entries`() {
    let left: Table = ["a": 1, "b": ["c": 2, "d": 3]]
    let right: Table = ["b": ["d": 3, "c": 2], "a": 1]
    #expect(left == right)
    #expect(left != ["a": 1])
    #expect(left != ["a": 1, "b": 2])
  }

  @Test func `entries can be changed and removed`() {
    var table: Table = ["a": 1]
    table["b"] = .boolean(true)
    table["a"] = nil
    table["missing"] = nil
    #expect(table == ["b": true])
  }

  @Test func `numbers of any width are read as integers`() {
    let values: [FieldValue] = [
      .int8(5), .uint8(5), .int16(5), .uint16(5), .int32(5), .uint32(5), 5,
    ]
    #expect(values.allSatisfy { $0.integer == 5 })
    #expect(FieldValue.uint64(.max).integer == nil)
    #expect(FieldValue("5").integer == nil)
    #expect(FieldValue("five").string == "five")
  }
}
