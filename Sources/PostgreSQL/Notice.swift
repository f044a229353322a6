/// A message that the server sent beside the results: `NOTICE`, `WARNING`, `INFO`, …
public struct Notice: Hashable, Sendable {
  public var severity: String
  public var sqlState: SQLState
  public var message: String
  public var detail: String?
  public var hint: String?
}
