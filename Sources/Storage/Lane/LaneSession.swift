import PostgreSQL

/// A connection that holds a lane: no other session can write the lane's numbers while it lives.
struct LaneSession: Sendable {
  let connection: Connection
  let id: Int
  /// Counts the lane's holders.
  let epoch: Int
  /// The number of the last committed entry, and up to which all are confirmed.
  let last: Int
  let confirmed: Int

  /// The most lanes of a database.
  static let maximumCount = 64

  /// Opens a connection with the settings of a lane's.
  static func connect(
    _ configuration: Connection.Configuration
  ) async throws(PostgreSQLError) -> Connection {
    var configuration = configuration
    configuration.statementTimeout = configuration.statementTimeout ?? .seconds(10)
    configuration.lockTimeout = configuration.lockTimeout ?? .seconds(5)
    configuration.idleInTransactionTimeout = configuration.idleInTransactionTimeout ?? .seconds(30)
    let connection = try await Connection.open(configuration)
    do {
      try await connection.runScript(settings)
      return connection
    } catch {
      await connection.close()
      throw error
    }
  }

  /// A lane finds every row by its key. The planner does not know that of a table that was empty when the statement was
  /// prepared, and would go on reading all of it. Planning anew for each batch costs more than it can gain.
  ///
  /// The keep-alive lets the lane go within a minute when its process's machine has gone.
  private static let settings = """
    set enable_seqscan = off;
    set enable_hashjoin = off;
    set enable_mergejoin = off;
    set jit = off;
    set plan_cache_mode = force_generic_plan;
    set tcp_keepalives_idle = 30;
    set tcp_keepalives_interval = 10;
    set tcp_keepalives_count = 3;
    """

  /// Takes a lane with a connection that holds none, unless somebody else has it.
  static func take(
    _ id: Int, with connection: Connection
  ) async throws(PostgreSQLError) -> LaneSession? {
    guard try await connection.tryAdvisoryLock(AdvisoryLock.lane(id)) else { return nil }
    let answers = try await connection.pipeline([
      Query(insertOrCount, id), Query(selectLast, id),
    ])
    let (epoch, confirmed) = try answers[0].soleRow().decode(Int.self, Int.self)
    return LaneSession(
      connection: connection, id: id, epoch: epoch,
      last: try answers[1].soleRow().value(at: 0), confirmed: confirmed)
  }

  /// What became of a lane whose connection was lost.
  enum Return: Sendable {
    case taken(LaneSession)
    /// Somebody else has had it since.
    case lost
    /// The session of the lost connection has not ended yet, or somebody else is just taking the lane.
    case busy
  }

  /// Takes a lane back, if nobody has held it meanwhile.
  static func takeBack(
    _ id: Int, epoch: Int, with connection: Connection
  ) async throws(PostgreSQLError) -> Return {
    let isTaken = try await connection.tryAdvisoryLock(AdvisoryLock.lane(id))
    let answers = try await connection.pipeline([Query(select, id), Query(selectLast, id)])
    let (present, confirmed) = try answers[0].soleRow().decode(Int.self, Int.self)
    guard present == epoch else { return .lost }
    guard isTaken else { return .busy }
    return .taken(
      LaneSession(
        connection: connection, id: id, epoch: epoch,
        last: try answers[1].soleRow().value(at: 0), confirmed: confirmed))
  }

  private static let insertOrCount = """
    insert into lane (id, epoch) values ($1, 1)
    on conflict on constraint lane_pkey do update set epoch = lane.epoch + 1
    returning epoch, confirmed
    """

  private static let select = "select epoch, confirmed from lane where id = $1"

  private static let selectLast = "select coalesce(max(number), 0) from journal where lane = $1"

  /// Moves the watermark. It need not survive a crash: what is not known to be confirmed is published again.
  static func confirm(_ id: Int, upTo number: Int) -> [Query] {
    [
      "begin", "set local synchronous_commit = off",
      Query("update lane set confirmed = $2 where id = $1 and confirmed < $2", id, number),
      "commit",
    ]
  }

  /// Lanes with entries beyond their watermark.
  static let withTail = """
    select id from lane
    where confirmed < (select coalesce(max(number), 0) from journal where journal.lane = lane.id)
    order by id
    """
}
