import Testing
import WebPages

@Suite struct FormBodyTests {
  @Test func `fields are read as browsers send them`() throws {
    let body = try FormBody(
      urlEncoded: "name=Anna+Keller&note=a%26b%0D%0Ac&empty=&name=other&caf%C3%A9=1")
    #expect(body["name"] == "Anna Keller")
    #expect(body["note"] == "a&b\nc")
    #expect(body["empty"] == nil)
    #expect(body.has("empty"))
    #expect(body["café"] == "1")
  }

  @Test func `a password is taken as it was typed`() throws {
    let body = try FormBody(urlEncoded: "password=+open+door+")
    #expect(body.asTyped("password") == " open door ")
    #expect(body.asTyped("newPassword") == "")
  }

  @Test(arguments: ["a=%", "a=%zz", "%ff=1"])
  func `a broken escape is refused`(_ text: String) {
    #expect(throws: MalformedForm.self) { try FormBody(urlEncoded: text) }
  }

  private let file =
    "--X\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n"
    + "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n"
    + "sku\r\n--Y\r\n\r\n--X--\r\n"

  @Test func `files are read to their boundary and no further`() throws {
    let body = try FormBody(multipart: Array(file.utf8), boundary: "X")
    #expect(body["csrf"] == "token")
    #expect(body.files["file"] == Array("sku\r\n--Y\r\n".utf8))
  }

  @Test func `whatever is cut off is refused, and nothing traps`() {
    let bytes = Array(file.utf8)
    for length in 0..<(bytes.count - 4) {
      #expect(throws: MalformedForm.self, "\(length)") {
        try FormBody(multipart: Array(bytes.prefix(length)), boundary: "X")
      }
    }
  }
}
