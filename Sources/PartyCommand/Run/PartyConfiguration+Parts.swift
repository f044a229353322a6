import Logging
import PostgreSQL
import RabbitMQ

extension PartyConfiguration {
  /// A logger that writes to standard error, so that standard output stays free for data.
  func makeLogger() -> Logger {
    let format = logFormat
    LoggingSystem.bootstrap { label in
      switch format {
      case .text: StreamLogHandler.standardError(label: label)
      case .json: JSONLogHandler(label: label)
      }
    }
    var logger = Logger(label: "duet.\(pool.lowercased())")
    logger.logLevel = logLevel
    return logger
  }

  func database() throws -> PostgreSQL.Connection.Configuration {
    try Self.connection(to: databaseURL, by: pool.lowercased())
  }

  static func connection(
    to url: Secret, by name: String
  ) throws -> PostgreSQL.Connection.Configuration {
    var database: PostgreSQL.Connection.Configuration
    do {
      database = try PostgreSQL.Connection.Configuration(url: url.revealed)
    } catch {
      throw ConfigurationError.wrong(.databaseURL, "cannot be used: \(error)")
    }
    database.applicationName = "duet \(name)"
    return database
  }

  func brokerConnection() throws -> RabbitMQ.Connection.Configuration {
    do {
      return try RabbitMQ.Connection.Configuration(url: amqpURL.revealed)
    } catch {
      throw ConfigurationError.wrong(.amqpURL, "cannot be used: \(error)")
    }
  }
}
