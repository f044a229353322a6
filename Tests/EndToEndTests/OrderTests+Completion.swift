import Foundation
import Testing

extension OrderTests {
  @Test func `a shell completes the names of orders and tasks that the running service has`()
    async throws
  {
    let world = try await World()
    #expect(try world.client.completions(of: "order", "show", "").isEmpty)
    try await world.start()
    for reference in ["PO-1", "PO-2", "X-3"] { try place(world, reference, "NUT-M8-8:10") }
    let task = try await task(world, world.supplier, "PO-2", "Task_VerifyOrder")
    let key = try #require(task.split(separator: ".").last)
    #expect(try world.client.completions(of: "order", "show", "") == ["PO-1", "PO-2", "X-3"])
    #expect(try world.client.completions(of: "order", "cancel", "PO") == ["PO-1", "PO-2"])
    #expect(try world.supplier.completions(of: "task", "complete", "PO-2") == ["PO-2.\(key)"])
    #expect(try world.client.completions(of: "task", "show", "PO").isEmpty)
    #expect(
      try world.client.completions(of: "order", "wait", "PO-1", "--for", "quo") == ["quoted"])
    #expect(world.stop())
  }
}

extension Company {
  /// What bash offers when somebody presses the tabulator after these words, the last of which is being written.
  fileprivate func completions(of words: String...) throws -> [String] {
    let script = """
      set -eu
      PATH="$1:$PATH"; shift
      source <("$1" --generate-completion-script bash)
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
      COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      function=$(complete -p "$1" | sed 's/.* -F \\([^ ]*\\) .*/\\1/')
      set +eu
      "$function" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>&1
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let answer = try run(
      "/bin/bash", ["-c", script, "complete", Ground.products.path(), name] + words)
    return answer.output.split(separator: "\n").map { String($0) }.sorted()
  }
}
