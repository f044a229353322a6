import BPMN
import Exchange
import FoundationEssentials
import Hyperlinks
import Logging
import MonitorPages
import Monitoring
import PostgreSQL
import RabbitMQ
import Settings

/// The monitor's settings; each is read when a command needs it, so that none is asked for in vain.
struct MonitorSettings: Sendable {
  private let source: SettingSource

  init(_ source: SettingSource) { self.source = source }

  var database: PostgreSQL.Connection.Configuration {
    get throws { try database("DUET_DATABASE_URL", "the URL of the monitor's PostgreSQL database") }
  }

  /// A database by the variable that holds its URL (or, with `_FILE`, the path of a file with it).
  func database(
    _ variable: String, _ meaning: String
  ) throws -> PostgreSQL.Connection.Configuration {
    let url = try source.required(
      variable, "\(meaning), such as postgresql://monitor@localhost/monitor")
    do {
      var configuration = try PostgreSQL.Connection.Configuration(url: url)
      configuration.applicationName = "duet monitor"
      return configuration
    } catch {
      throw SettingFailure(variable, "must be \(meaning): \(error)")
    }
  }

  /// Whether a setting is there.
  func isSet(_ variable: String) throws -> Bool { try source.text(variable) != nil }

  /// A database by what a person gave on the command line: the name of a variable that has its URL, or a file.
  func database(namedBy given: String) throws -> PostgreSQL.Connection.Configuration {
    let meaning = "the URL of a PostgreSQL database"
    if given.contains("://") {
      throw MonitorFailure(
        .usage,
        "A database's URL on the command line is there for everybody to see: put it into a variable or a file, and name that."
      )
    }
    let isName = given.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    if isName { return try database(given, meaning) }
    let url: String
    do { url = try String(contentsOfFile: given, encoding: .utf8) } catch {
      throw MonitorFailure(.usage, "\(given) cannot be read: \(error)")
    }
    do {
      return try PostgreSQL.Connection.Configuration(
        url: String(url.split(whereSeparator: \.isWhitespace).first ?? ""))
    } catch {
      throw MonitorFailure(.usage, "\(given) must have \(meaning) in it: \(error)")
    }
  }

  var broker: RabbitMQ.Connection.Configuration {
    get throws {
      let name = "DUET_AMQP_URL"
      let meaning = "the URL of the RabbitMQ broker, such as amqp://monitor:…@localhost/duet"
      let url = try source.required(name, meaning)
      do { return try RabbitMQ.Connection.Configuration(url: url) } catch {
        throw SettingFailure(name, "must be \(meaning): \(error)")
      }
    }
  }

  var port: Int {
    get throws { try source.integer("DUET_HTTP_PORT", in: 1...65_535, default: 8403) }
  }

  /// Which hosts requests may name: the machine's own, and those of `DUET_ALLOWED_HOSTS`, separated by commas.
  var hosts: HostRule {
    get throws {
      let name = "DUET_ALLOWED_HOSTS"
      let names = (try source.text(name) ?? "").split(separator: ",").map {
        $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      for host in names where host.isEmpty || host.contains(where: { ":/* ".contains($0) }) {
        throw SettingFailure(
          name, "must be host names without ports, separated by commas, not `\(host)`")
      }
      return HostRule(also: names)
    }
  }

  /// Where people find the pages of each party, by pool, as far as it is said: `DUET_CLIENT_URL` and its like.
  func partyPages(of definitions: Definitions) throws -> [String: String] {
    var pages: [String: String] = [:]
    for pool in definitions.collaboration?.participants ?? [] {
      let name = "DUET_\(pool.name.uppercased())_URL"
      guard name.utf8.allSatisfy({ $0 < 0x80 && $0 > 0x20 }), let url = try source.text(name) else {
        continue
      }
      guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
        throw SettingFailure(name, "must begin with http:// or https://, not be `\(url)`")
      }
      pages[pool.name] = url.hasSuffix("/") ? String(url.dropLast()) : url
    }
    return pages
  }

  /// The folder with the monitor's migrations.
  var migrations: String {
    get throws {
      try source.text("DUET_MIGRATIONS").map { "\($0)/monitor" } ?? "migrations/monitor"
    }
  }

  /// The collaboration, whose names are shown and whose exchanges are read.
  var definitions: Definitions {
    get throws {
      let name = "DUET_BPMN"
      let path = try source.text(name) ?? "bpmn/order.bpmn"
      let data: Data
      do { data = try Data(contentsOf: URL(filePath: path)) } catch {
        throw SettingFailure(name, "names \(path), which cannot be read: \(error)")
      }
      do { return try Definitions(xml: Array(data)) } catch {
        throw SettingFailure(name, "names \(path), which cannot be used: \(error)")
      }
    }
  }

  /// The names of the drawing; ids stand for them when there is no readable file.
  var map: ProcessMap {
    do { return ProcessMap(try definitions) } catch { return ProcessMap() }
  }

  /// The same with the drawing; nothing is drawn when there is no readable file.
  var process: DrawnProcess {
    do { return DrawnProcess(try definitions) } catch { return DrawnProcess() }
  }

  var logLevel: Logger.Level {
    get throws {
      guard let text = try source.text("DUET_LOG_LEVEL") else { return .info }
      guard let level = Logger.Level(rawValue: text.lowercased()) else {
        let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        throw SettingFailure("DUET_LOG_LEVEL", "must be one of \(levels), not `\(text)`")
      }
      return level
    }
  }

  var clock: ClockSetting { get throws { try source.clock() } }
}
