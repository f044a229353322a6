import ArgumentParser
import MonitorCommand

/// The executable `monitor`.
@main
struct Monitor: AsyncParsableCommand {
  static let configuration = MonitorProgram.configuration
}
