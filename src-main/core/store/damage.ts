/**
 * Whether an error says that a file of the database is not as it was written. Whoever reads a site without the core's checked
 * start meets it in the middle, from any query.
 */
export function isDamage(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    if ('code' in cause && typeof cause.code === 'string' && damageCodes.test(cause.code)) return true;
    cause = cause.cause;
  }
  return false;
}

/** A full disk (SQLITE_FULL) or a folder that may not be written (SQLITE_CANTOPEN) is no damage. */
const damageCodes = /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ|IOERR_DATA|IOERR_CORRUPTFS)/;
