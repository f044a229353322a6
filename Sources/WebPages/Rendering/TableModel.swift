/// A table of texts, for the piece `table`.
package struct TableModel {
  package struct Column {
    package let label: String
    /// For numbers.
    package let isRight: Bool

    package init(_ label: String, isRight: Bool = false) {
      self.label = label
      self.isRight = isRight
    }
  }

  package struct Cell {
    package let text: String
    package let link: String?
    /// How many things the link leads to; nil when that is not said.
    package let count: Int?

    package init(_ text: String, link: String? = nil, count: Int? = nil) {
      self.text = text
      self.link = link
      self.count = count
    }
  }

  package let caption: String
  package let columns: [Column]
  package let rows: [[Cell]]

  package init(caption: String, columns: [Column], rows: [[Cell]]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  /// The first cell of a row is its heading.
  package var model: [String: Any] {
    [
      "caption": caption,
      "columns": columns.map { ["label": $0.label, "right": $0.isRight] as [String: Any] },
      "rows": rows.map { row in
        [
          "cells": zip(row, columns).enumerated().map { index, pair -> [String: Any] in
            [
              "text": pair.0.text, "href": pair.0.link ?? false as Any,
              "count": pair.0.count.map(String.init) ?? false as Any, "head": index == 0,
              "right": pair.1.isRight,
            ]
          }
        ]
      },
    ]
  }
}
