/** Notes an unexpected failure on the core's error output (never a person's data) and answers the code that a page shows. */
export function noteUnexpected(error: unknown): 'disk-full' | 'unexpected' {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  if (
    cause instanceof Error &&
    'code' in cause &&
    (cause.code === 'SQLITE_FULL' || cause.code === 'ENOSPC')
  ) {
    process.stderr.write(`disk full: ${cause.message}\n`);
    return 'disk-full';
  }
  process.stderr.write(`unexpected: ${text}\n`);
  return 'unexpected';
}
