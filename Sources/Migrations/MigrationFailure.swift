package import PostgreSQL

/// Why a database was not brought to the schema that the program needs.
package enum MigrationFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder with the files, or what is in it.
  case folder(path: String, reason: String)
  /// A newer version of the program has migrated the database already.
  case databaseIsNewer(version: Int, newest: Int)
  /// The file of an applied migration is not what was applied.
  case changed(fileName: String)
  /// The SQL of a migration failed; the database is as it was after the one before.
  case failed(fileName: String, PostgreSQLError)
  /// The database cannot be reached, or does not answer.
  case database(PostgreSQLError)

  package var description: String {
    switch self {
    case .folder(let path, let reason): "migrations in \(path): \(reason)"
    case .databaseIsNewer(let version, let newest):
      """
      the database has schema version \(version), but this program knows versions up to \(newest): \
      start the newer program, or restore a backup made before it was installed
      """
    case .changed(let fileName):
      """
      \(fileName) was applied to this database with another text: \
      put the file back as it was, and write a new migration for the change
      """
    case .failed(let fileName, let error): "\(fileName) failed and was rolled back: \(error)"
    case .database(let error): "the schema could not be checked: \(error)"
    }
  }
}
