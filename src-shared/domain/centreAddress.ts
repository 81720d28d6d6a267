/**
 * Where a centre may be reached: `https://` and a host, or `http://` on this machine alone, without path, query or names and
 * passwords in it: the token travels with every request, and in the clear only on this machine.
 */
export function isCentreAddress(address: string): boolean {
  return (
    /^https:\/\/([\p{L}\p{N}.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/iu.test(address) ||
    /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/.test(address)
  );
}
