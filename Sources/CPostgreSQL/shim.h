// libpq as Swift sees it.
//
// The PG_DIAG_* codes are character literals, which Swift does not import, so they are repeated here
// as integer constants. eventfd(2) is not part of the Glibc module and is declared here too.

#pragma once

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>

enum {
  CPostgreSQLDiagSeverity = PG_DIAG_SEVERITY_NONLOCALIZED,
  CPostgreSQLDiagSQLState = PG_DIAG_SQLSTATE,
  CPostgreSQLDiagMessage = PG_DIAG_MESSAGE_PRIMARY,
  CPostgreSQLDiagDetail = PG_DIAG_MESSAGE_DETAIL,
  CPostgreSQLDiagHint = PG_DIAG_MESSAGE_HINT,
  CPostgreSQLDiagPosition = PG_DIAG_STATEMENT_POSITION,
  CPostgreSQLDiagSchema = PG_DIAG_SCHEMA_NAME,
  CPostgreSQLDiagTable = PG_DIAG_TABLE_NAME,
  CPostgreSQLDiagColumn = PG_DIAG_COLUMN_NAME,
  CPostgreSQLDiagConstraint = PG_DIAG_CONSTRAINT_NAME,
  CPostgreSQLDiagFunction = PG_DIAG_SOURCE_FUNCTION,
};
