import { readFile } from 'node:fs/promises';
import manifest from '../package.json' with { type: 'json' };
import type { TlsFiles } from '#node/httpServer.ts';
import { buildCentre, type Centre, type Exchange } from './app.ts';
import { systemClock } from './clock.ts';
import { noteAddress } from './enrol.ts';
import type { SecretKeys } from './secretKeys.ts';

export type ServeOptions = {
  readonly dir: string;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly names: readonly string[];
  readonly acceptAll: boolean;
  readonly centreId: string;
  /** Null: those that lie beside the public keys. */
  readonly secrets: SecretKeys | null;
  /** Of a machine off the network; null for an intake. */
  readonly exchange: Exchange | null;
  /** Whether somebody will look at the list of packages: the database behind it takes seconds to open. */
  readonly isLookedAt: boolean;
  /** Paths of PEM files; both or none. */
  readonly tlsKeyPath: string | null;
  readonly tlsCertPath: string | null;
  readonly tlsCaPath: string | null;
  readonly onFault: (error: unknown) => void;
};

export type RunningCentre = {
  readonly centre: Centre;
  readonly address: string;
  /** Address of the reviewer's page, good once and for a minute. */
  readonly signInLink: string;
};

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether a listener there is out of reach for others, so that it may do without TLS. */
export function isLoopback(host: string): boolean {
  return loopbackHosts.has(host);
}

/** Builds the centre and listens. Throws `CentreIsRunning`, and the system's error when the port is taken. */
export async function serveCentre(options: ServeOptions): Promise<RunningCentre> {
  const tls = await readTls(options);
  const centre = await buildCentre({
    dir: options.dir,
    clock: systemClock,
    centreId: options.centreId,
    ...(options.secrets === null ? {} : { secrets: options.secrets }),
    ...(options.exchange === null ? {} : { exchange: options.exchange }),
    acceptAll: options.acceptAll,
    version: manifest.version,
    tlsCa: options.tlsCaPath === null ? null : await readFile(options.tlsCaPath, 'utf8'),
    onFault: options.onFault,
  });
  try {
    const address = await centre.listen({
      host: options.host,
      port: options.port,
      names: options.names,
      tls,
    });
    await noteAddress(options.dir, address, options.exchange === null);
    if (options.isLookedAt) centre.index.open().catch(options.onFault);
    return { centre, address, signInLink: `${address}${await centre.newSignInLink()}` };
  } catch (error) {
    await centre.close();
    throw error;
  }
}

async function readTls({ tlsKeyPath, tlsCertPath }: ServeOptions): Promise<TlsFiles | null> {
  if (tlsKeyPath === null || tlsCertPath === null) return null;
  return { key: await readFile(tlsKeyPath, 'utf8'), cert: await readFile(tlsCertPath, 'utf8') };
}
