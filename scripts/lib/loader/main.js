// The stand-in runtime has no default app: this starts the app whose folder (or main file) is the first plain argument.
import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  process.stderr.write('Name the folder of the app to start.\n');
  app.exit(2);
} else {
  const path = resolve(given);
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const about = folder === path ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) : {};
  app.setAppPath(folder);
  app.setName(about.productName ?? about.name ?? 'Electron');
  if (about.version !== undefined) app.setVersion(about.version);
  await import(pathToFileURL(folder === path ? join(folder, about.main) : path).href);
}
