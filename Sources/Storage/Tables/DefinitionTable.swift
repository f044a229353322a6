import Participant
import PostgreSQL
import ProcessEngine

/// The table `definition`.
enum DefinitionTable {
  /// One that is kept already stays as it is.
  static func insert(_ definition: StoredDefinition) -> Query {
    let forms = definition.forms.sorted { $0.key < $1.key }
    return Query(
      """
      insert into definition (id, xml, form_ids, form_texts) values ($1, $2, $3, $4)
      on conflict on constraint definition_pkey do nothing
      """, definition.id.text, definition.xml, forms.map(\.key), forms.map(\.value))
  }

  static func select(_ id: DefinitionID) -> Query {
    Query("select xml, form_ids, form_texts from definition where id = $1", id.text)
  }

  static func read(_ row: Row, id: DefinitionID) throws -> StoredDefinition {
    let (xml, names, texts) = try row.decode([UInt8].self, [String].self, [[UInt8]].self)
    return StoredDefinition(
      id: id, xml: xml,
      forms: Dictionary(zip(names, texts), uniquingKeysWith: { first, _ in first }))
  }
}
