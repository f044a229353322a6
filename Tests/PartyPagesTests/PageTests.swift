import PartyPages
import Testing
import WebPages

@Suite struct PageTests {
  private func problem(_ explanation: String) -> String {
    Templates.render(
      "problem",
      [
        "status": "404", "heading": explanation, "explanation": explanation, "title": explanation,
        "links": [["href": "/ui/inbox?a=1&b=\"2\"", "text": explanation, "kind": ""]],
      ])
  }

  @Test func `what others have written is escaped`() {
    let page = problem("<script>alert('x')</script> & \"quotes\"")
    #expect(!page.contains("<script>alert"))
    #expect(page.contains("&lt;script&gt;"))
    #expect(!page.contains("b=\"2\""))
  }

  @Test(arguments: Templates.sources.keys.sorted())
  func `a template has no inline script or style, and loads nothing from elsewhere`(_ name: String)
    throws
  {
    let source = try #require(Templates.sources[name])
    #expect(source.firstMatch(of: /<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/) == nil)
    #expect(source.firstMatch(of: /(src|href|action)="(https?:)?\/\//) == nil)
  }

  @Test(arguments: Templates.sources.keys.sorted())
  func `only the drawing is put into a page as markup`(_ name: String) throws {
    let source = try #require(Templates.sources[name])
    #expect(
      source.matches(of: /\{\{\{\s*(\w+)\s*\}\}\}/).map { String($0.1) }.allSatisfy {
        $0 == "diagram"
      })
    #expect(!source.contains("{{&"))
  }

  @Test func `everything but ourselves is forbidden`() {
    let policy = PageHeaders.contentSecurityPolicy()
    for rule in [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
      "base-uri 'none'", "form-action 'self'", "connect-src 'self'",
    ] {
      #expect(policy.contains(rule))
    }
    #expect(!policy.contains("unsafe"))
  }
}
