import Access
import Testing

struct AddressTests {
  @Test(arguments: [
    ("10.0.0.1", "10.0.0.1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("::1", "0:0:0:0:0:0:0:1"),
    ("::", "0:0:0:0:0:0:0:0"), ("2001:DB8::17", "2001:db8:0:0:0:0:0:17"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("fe80::", "fe80:0:0:0:0:0:0:0"),
    ("1:2:3:4:5:6:9.8.7.6", "1:2:3:4:5:6:908:706"),
  ])
  func `an address is read in every way that it can be written`(text: String, whole: String) {
    #expect(IPAddress(text)?.description == whole)
  }

  @Test(arguments: [
    "", "10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.1 ", "+1.0.0.1", "1.2.3.4.5", "localhost",
    ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8:9", "12345::",
    "g::1", "fe80::1%eth0", "::1.2.3", "1.2.3.4::", "[::1]", "٣.0.0.1",
  ])
  func `what is none is not taken for one`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [
    ("10.0.0.5", "10.0.0.5", true), ("10.0.0.5", "10.0.0.6", false),
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false),
    ("192.168.7.0/25", "192.168.7.127", true), ("192.168.7.0/25", "192.168.7.128", false),
    ("10.1.2.3/8", "10.9.9.9", true), ("0.0.0.0/0", "203.0.113.9", true),
    ("0.0.0.0/0", "2001:db8::1", false), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
    ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
    ("::/0", "10.0.0.1", true), ("fd00::/7", "fc00::1", true),
  ])
  func `a range has what begins with the same bits`(
    range: String, address: String, isInside: Bool
  ) throws {
    let (range, address) = (try #require(AddressRange(range)), try #require(IPAddress(address)))
    #expect(range.contains(address) == isInside)
  }

  @Test(arguments: ["", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0.0/8/8"])
  func `a range that cannot be is none`(text: String) {
    #expect(AddressRange(text) == nil)
  }
}
