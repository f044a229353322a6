/// An element with what is inside it, as the readers walk it.
///
/// Comments and processing instructions are left out.
struct XMLTree {
  /// The URI; empty without one.
  let namespace: String
  /// Without prefix.
  let name: String
  /// Those without a prefix: all that BPMN, its diagrams and the extensions of Camunda Modeler use.
  let attributes: [String: String]
  /// Those with a prefix, which belong to a namespace of their own.
  let foreignAttributes: [ForeignAttribute]
  /// Of the start tag, counted from 1.
  let line: Int
  var children: [XMLTree] = []
  /// The characters directly inside, joined.
  var text = ""

  struct ForeignAttribute {
    let namespace: String
    let name: String
  }
}
