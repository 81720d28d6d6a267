/** What may stand behind the program's name: our own two, and what a desk needs to show a window at all. */
const known: ReadonlySet<string> = new Set([
  'data-dir',
  'demo',
  'disable-gpu',
  'force-device-scale-factor',
  'lang',
  'no-sandbox',
  'ozone-platform',
  'ozone-platform-hint',
]);

/**
 * The switches among a program's arguments that a packed app does not take, by their names: inspectors (`--inspect`,
 * `--remote-debugging-port`), what changes the page's walls (`--disable-web-security`, `--host-rules`), and whatever nobody
 * here knows. The fuses keep Node's own from working; Chromium's have no fuse.
 */
export function foreignSwitches(args: readonly string[]): readonly string[] {
  const names = args.flatMap((arg) => /^(?:--?|\/)([a-z][\w-]*)(?:=|$)/i.exec(arg)?.[1] ?? []);
  return [...new Set(names.filter((name) => !known.has(name.toLowerCase())))];
}
