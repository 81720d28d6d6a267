import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import { isCentreAddress } from '#shared/domain/centreAddress.ts';
import { generateAgeKeys } from '#node/ageFile.ts';
import { signCentreKeys } from '#node/centreKeys.ts';
import { signingKeyFromSeed, sshFingerprint, sshPublicKeyLine } from '#node/ed25519.ts';
import { arrangedSite, batchId, lathe, missingFile, testId } from '../../support/arrangedSite.ts';
import { latheModules } from '../../support/rubrics.ts';

/** Commands that the core composes, given as nobody's action would: the decision is the wall. */

const [root, stranger, key] = [1, 2, 3].map((seed) => signingKeyFromSeed(Buffer.alloc(32, seed + 40)));
if (root === undefined || stranger === undefined || key === undefined) throw new Error('three keys');
const { recipient } = await generateAgeKeys();
const file = { sha256: 'ab'.repeat(32), size: 1, name: '文件.pdf' };

let site: Awaited<ReturnType<typeof arrangedSite>>;
beforeEach(async () => {
  site = await arrangedSite();
});
afterEach(() => site.remove());

describe('keys of the centre', () => {
  const keysOf = (version: number): CentreKeys => ({
    format: 'kaodian-keys-v1',
    version,
    centreId: 'centre-1',
    issuedAt: '2026-01-01T00:00:00.000Z',
    expires: '2027-01-01T00:00:00.000Z',
    roots: [sshPublicKeyLine(root)],
    receiptKeys: [sshPublicKeyLine(key)],
    recipients: [{ age: recipient, notAfter: null }],
    institutions: [{ code: 'S500100000001', siteKeys: [] }],
    revoked: [],
    tlsCa: null,
  });
  const enrolling = (more: Partial<CommandInput<'centre.enrol'>>, version = 1) => {
    const { text, signatures } = signCentreKeys(keysOf(version), [root]);
    return {
      keysFile: text,
      signature: signatures.join(''),
      rootFingerprint: sshFingerprint(root),
      address: 'https://centre.example',
      ...more,
    };
  };
  const recorded = () => site.store.raw.prepare('SELECT root_fingerprint, address FROM centre').raw().get();

  it.each([
    ['an address in the clear', { address: 'http://centre.example' }, 'address-malformed'],
    ['an address with a name in it', { address: 'https://a:b@centre.example' }, 'address-malformed'],
    ['no address at all', { address: 'centre' }, 'address-malformed'],
    [
      'a fingerprint that nobody signed with',
      { rootFingerprint: sshFingerprint(stranger) },
      'centre-keys-root-unknown',
    ],
    ['a made-up fingerprint', { rootFingerprint: 'SHA256:x' }, 'centre-keys-root-unknown'],
  ])('with %s are refused', async (_, more, code) => {
    expect(await site.refusal('chief', 'centre.enrol', enrolling(more))).toMatchObject({ code });
    expect(recorded()).toBeUndefined();
  });

  it('are recorded with the fingerprint of the root that vouches for them, whatever the caller says', async () => {
    await site.done('chief', 'centre.enrol', enrolling({}));
    await site.done('chief', 'centre.enrol', enrolling({ rootFingerprint: 'SHA256:x' }, 2));
    expect(recorded()).toEqual([sshFingerprint(root), 'https://centre.example']);
  });

  it('come from an address that keeps the token to itself', () => {
    const good = [
      'https://centre.example',
      'https://10.0.0.1:8443',
      'http://127.0.0.1:9000',
      'http://[::1]:9000',
    ];
    const bad = ['http://10.0.0.1', 'https://centre.example/path', 'https://centre.example?q', 'ftp://x', ''];
    expect([...good, ...bad].filter((address) => isCentreAddress(address))).toEqual(good);
  });
});

describe('a decision', () => {
  it('asks the store for the file that it names: a rubric, the scan of a course exam', async () => {
    const [enrolmentId = testId<'enrolment'>('x', 1)] = await site.register([{ name: '考生甲' }]);
    const rubric = {
      rubricId: testId<'rubric'>('rub', 1),
      batchId,
      occupationLevel: lathe,
      modules: latheModules,
      file: missingFile,
    };
    expect(await site.refusal('registrar', 'rubric.adopt', rubric)).toMatchObject({
      code: 'file-not-stored',
    });
    expect(await site.refusal('registrar', 'rubric.adopt', { ...rubric, file })).toBeNull();
    const exam = {
      substitutionId: testId<'substitution'>('subs', 1),
      enrolmentId,
      courseName: '机械基础',
      courseCode: null,
      term: '2026 春',
      examDate: '2026-06-20',
      rawHundredths: 8000,
      fullHundredths: 10_000,
      teacher: '刘某',
      evidence: missingFile,
    };
    const proposed = (more: object) =>
      site.refusal('registrar', 'substitution.propose', { ...exam, ...more });
    expect(await proposed({})).toMatchObject({ code: 'file-not-stored' });
    expect(await proposed({ evidence: file, examDate: '2026-11-25' })).toMatchObject({
      code: 'course-exam-to-come',
    });
    expect(await proposed({ evidence: file })).toBeNull();
  });

  it('knows how many seats a theory room has at most', async () => {
    const room = { roomId: testId<'room'>('room', 9), name: '大教室', subject: 'theory' as const };
    expect(await site.refusal('chief', 'room.add', { ...room, places: 101 })).toMatchObject({
      code: 'theory-room-too-large',
    });
    expect(await site.refusal('chief', 'room.add', { ...room, places: 100 })).toBeNull();
  });
});
