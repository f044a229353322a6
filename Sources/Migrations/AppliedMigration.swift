import PostgreSQL

/// A row of the table in which a database remembers its migrations.
struct AppliedMigration {
  let number: Int
  let digest: String

  init(_ row: Row) throws(PostgreSQLError) {
    (number, digest) = try row.decode(Int.self, String.self)
  }

  static let createTable = """
    create table if not exists schema_version (
      number integer,
      name text not null,
      digest text not null,
      applied_at timestamptz not null default now(),
      constraint schema_version_pkey primary key (number)
    )
    """

  static let select = "select number, digest from schema_version order by number"
}

extension Migration {
  /// The SHA-256 of texts, in their order, as hexadecimal digits. The database knows how to make it.
  static let digests = """
    select encode(sha256(convert_to(text, 'UTF8')), 'hex')
    from unnest($1) with ordinality as file (text, place)
    order by place
    """

  /// The migration and the record of it, in one transaction.
  ///
  /// A name has nothing but small letters, digits and underscores, so that it needs no quoting.
  func script(digest: String) -> String {
    """
    begin;
    \(sql)
    ;
    insert into schema_version (number, name, digest) values (\(number), '\(name)', '\(digest)');
    commit;
    """
  }
}
