import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newUlid } from '#node/newUlid.ts';
import type { ActionInput } from '#shared/contract/actions.ts';
import type { CommandId, CredentialId, UserId } from '#shared/contract/ids.ts';
import { siteTopic } from '#shared/contract/live.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { errorCode, makeFolderDurable } from '#node/durableFile.ts';
import { generateSigningKey, seedOfSigningKey, sshFingerprint, sshPublicKeyLine } from '#node/ed25519.ts';
import { people } from './access/queries.ts';
import { keepSecret } from './access/secrets.ts';
import { keepPassword, weakPassword } from './access/passwords.ts';
import { idleMinutes, noteWork } from './access/deskLock.ts';
import { deskOf } from './access/signIn.ts';
import { createDemoClock } from './demo/demoClock.ts';
import type { DemoClock } from './demo/demoClock.ts';
import { demoBeginning } from './demo/demoDay.ts';
import { createLiveHub } from './api/live.ts';
import { siteRow } from './institution/queries.ts';
import { LedgerCutOff } from './ledger/append.ts';
import type { Clock } from './ledger/clockWatch.ts';
import type { ReferenceData } from './ledger/capability.ts';
import { DatabaseDamaged, openSite, signingSeedName } from './openSite.ts';
import type { RecorderWay } from './openSite.ts';
import type { Site, SiteHost } from './api/site.ts';
import { SchemaFromTheFuture } from './store/migrate.ts';
import { WrongDatabaseKey } from './store/openDatabase.ts';
import {
  newRecoveryKey,
  readSiteKeys,
  SiteKeysDamaged,
  unwrapSiteKey,
  writeSiteKeys,
} from './store/siteKeys.ts';
import type { SiteKeysFile } from './store/siteKeys.ts';
import { takeSiteLock } from './store/siteLock.ts';
import type { SiteLock } from './store/siteLock.ts';

export interface SiteHostOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly reference: ReferenceData;
  readonly resourcesDir: string;
  readonly softwareVersion: string;
  /** Builds the demonstration site's content into a freshly founded site. */
  readonly fillDemo: (site: Site, clock: DemoClock) => Promise<void>;
  /** The launcher's key store wants the key of a new site. */
  readonly keepSiteKey?: (siteKeyHex: string) => void;
  /** The way to the recorder; without it nothing is recorded. */
  readonly recorder?: RecorderWay;
}

/** Another process works on this folder. */
export class SiteInUse extends Error {}

/** Takes the folder's lock and looks what is there. Throws `SiteInUse`. */
export async function openSiteHost(options: SiteHostOptions): Promise<SiteHost> {
  const { dataDir } = options;
  await makeFolderDurable(dataDir);
  const lock: SiteLock | null = takeSiteLock(dataDir);
  if (lock === null) throw new SiteInUse(dataDir);
  const live = createLiveHub();
  let site: Site | null = null;
  let busy = false;

  const open = (dir: string, siteKeyHex: string, demo: boolean, clock = options.clock): Promise<Site> =>
    openSite({
      dir,
      siteKeyHex,
      demo,
      live,
      clock,
      reference: options.reference,
      resourcesDir: options.resourcesDir,
      softwareVersion: options.softwareVersion,
      ...(options.recorder === undefined ? {} : { recorder: options.recorder }),
    });

  const keysOrDamaged = (): Promise<SiteKeysFile | 'damaged' | null> =>
    readSiteKeys(dataDir).catch((error: unknown) => {
      if (error instanceof SiteKeysDamaged) return 'damaged' as const;
      throw error;
    });

  /** In the demonstration nobody has a secret to come back with: its desks do not lock. */
  function whoIsAt(token: string | null): { signedIn: SignedIn | null; away: SignedIn | null } {
    const at =
      site === null ? null : deskOf(site.store, options.clock.now(), options.clock.monotonic(), token);
    const locked = at?.locked === true && site?.demo !== true;
    return { signedIn: locked ? null : (at?.person ?? null), away: locked ? at.person : null };
  }

  const changed = (): void => live.publish(site?.ledger.tail().size ?? 0, [siteTopic]);

  /** One phase change at a time: a double click must not found two sites. */
  async function alone<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
    if (busy) return refuse('site-busy');
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
      changed();
    }
  }

  async function found(
    dir: string,
    demo: boolean,
    input: ActionInput<'site.setUp'>,
    desk: string,
    clock = options.clock,
  ) {
    const siteKeyHex = randomBytes(32).toString('hex');
    const recoveryKey = newRecoveryKey();
    const signing = generateSigningKey();
    const opened = await open(dir, siteKeyHex, demo, clock);
    keepSecret(opened.store, signingSeedName, seedOfSigningKey(signing));
    const chief = newUlid() as UserId;
    const credentialId = newUlid() as CredentialId;
    await keepPassword(opened.store, credentialId, chief, input.chiefPassword);
    const answer = await opened.ledger.commit(
      { id: 'system', roles: [], desk },
      {
        id: newUlid() as CommandId,
        type: 'site.found',
        input: {
          institutionCode: input.institutionCode,
          institutionName: input.institutionName,
          chief: {
            userId: chief,
            loginName: input.chiefLoginName,
            displayName: input.chiefDisplayName,
            credentialId,
          },
          signingKey: sshPublicKeyLine(signing),
        },
        deskAt: opened.now(),
      },
    );
    if (!answer.ok) {
      await opened.close();
      return answer;
    }
    // The keys file comes last: without it there is no site, and a broken set-up starts afresh.
    await writeSiteKeys(dir, opened.ledger.tail().ledgerId, siteKeyHex, {
      recoveryKey,
      passphrase: input.passphrase,
    });
    if (!demo) options.keepSiteKey?.(siteKeyHex);
    site = opened;
    return { ok: true as const, value: { recoveryKey, chief, fingerprint: sshFingerprint(signing) } };
  }

  return {
    current: () => site,
    reference: options.reference,
    resourcesDir: options.resourcesDir,
    clock: options.clock,
    listen: live.listen,
    signedIn: (token) => whoIsAt(token).signedIn,
    whoIsAt,
    noteWork: (token) => {
      if (site !== null && token !== null) noteWork(site.store, options.clock.monotonic(), token);
    },
    founded: async () => site !== null || (await keysOrDamaged()) !== null,
    async state({ signedIn, away }) {
      const row = site === null ? null : siteRow(site.store);
      const phase = site !== null ? 'open' : (await keysOrDamaged()) === null ? 'empty' : 'locked';
      return {
        phase,
        demo: site?.demo ?? false,
        institutionName: row?.institutionName ?? null,
        institutionCode: row?.institutionCode ?? null,
        signedIn: signedIn ?? away,
        locked: away !== null,
        idleMinutes: site === null || site.demo ? null : idleMinutes(site.store),
        demoPeople: site?.demo === true ? people(site.store).filter((person) => !person.disabled) : [],
        recoverySheetKept: row?.recoverySheetKept ?? false,
        softwareVersion: options.softwareVersion,
      };
    },
    setUp: (input, desk) =>
      alone(async () => {
        if (site !== null || (await keysOrDamaged()) !== null) return refuse('site-founded-already');
        const weak = weakPassword(input.chiefPassword, input.chiefLoginName);
        if (weak !== null) return weak;
        await moveUnfinishedAside(dataDir, options.clock.now());
        return found(dataDir, false, input, desk);
      }),
    unlock: (given) =>
      alone(async () => {
        if (site !== null) return { ok: true, value: null };
        const keys = await keysOrDamaged();
        if (keys === 'damaged') return refuse('keys-damaged', { folder: dataDir });
        if (keys === null) return refuse('site-not-founded');
        const siteKeyHex = given.siteKeyHex ?? (await unwrapSiteKey(keys, given));
        if (siteKeyHex === null) return refuse('key-wrong');
        try {
          site = await open(dataDir, siteKeyHex, false);
        } catch (error) {
          // A key that was unwrapped here is this site's own: then it is the file that does not fit.
          if (error instanceof WrongDatabaseKey)
            return given.siteKeyHex === undefined
              ? refuse('database-damaged', { folder: dataDir })
              : refuse('key-wrong');
          if (error instanceof DatabaseDamaged) return refuse('database-damaged', { folder: dataDir });
          if (error instanceof SchemaFromTheFuture) return refuse('database-newer');
          if (error instanceof LedgerCutOff) return refuse('ledger-ends-early', { folder: dataDir });
          throw error;
        }
        options.keepSiteKey?.(siteKeyHex);
        return { ok: true, value: null };
      }),
    openDemo: () =>
      alone(async () => {
        if (site !== null) return refuse('site-open-already');
        const dir = join(dataDir, 'demonstration');
        await rm(dir, { recursive: true, force: true });
        const clock = createDemoClock(options.clock);
        clock.moveTo(demoBeginning(options.clock.now()));
        const founded = await found(dir, true, demoInstitution, 'host', clock);
        if (!founded.ok) return founded;
        if (site === null) throw new Error('the demonstration was not founded');
        await options.fillDemo(site, clock);
        return { ok: true, value: null };
      }),
    leaveDemo: () =>
      alone(async () => {
        if (site === null || !site.demo) return refuse('not-a-demonstration');
        const { dir } = site;
        await site.jobs.idle();
        await site.close();
        site = null;
        // The recorder may be writing there still: it ends at once.
        options.recorder?.want(null);
        await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
        return { ok: true, value: null };
      }),
    async close() {
      await site?.jobs.idle();
      await site?.close();
      site = null;
      live.close();
      lock.release();
    },
  };
}

/**
 * What a set-up that was cut off has left: a database without its keys file. It is moved aside, never deleted: if it is more
 * than that, it can still be found.
 */
async function moveUnfinishedAside(dir: string, nowMs: number): Promise<void> {
  for (const name of ['kaodian.db', 'kaodian.db-wal', 'kaodian.db-shm']) {
    await rename(join(dir, name), join(dir, `unfinished-${nowMs}-${name}`)).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    });
  }
}

/** The made-up institution of the demonstration. */
const demoInstitution: ActionInput<'site.setUp'> = {
  institutionCode: 'S500100000001',
  institutionName: '演示技师学院（虚构）',
  chiefLoginName: 'chief',
  chiefDisplayName: '周明远',
  chiefPassword: 'demonstration',
  passphrase: null,
};
