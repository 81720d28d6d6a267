import { join } from 'node:path';
import { makeFolderDurable, writeDurable } from '#node/durableFile.ts';
import { newUlid } from '#node/newUlid.ts';
import type { CommandId } from '#shared/contract/ids.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { at } from '../../core/demo/player.ts';
import { CoreRefused } from '../coreClient.ts';
import type { ApiPlayer } from './apiPlayer.ts';
import { demoPassword, openApiPlayer } from './apiPlayer.ts';
import type { Play } from './play.ts';
import { withUploads } from './uploads.ts';
import type { Stage } from './stage.ts';

const institutionCode = 'S500100000001';

/** Sets the site up, leaves its recovery key under `keys/`, and signs the chief in. */
export async function foundSite(stage: Stage): Promise<ApiPlayer> {
  const client = stage.connect();
  const founded = await client.act('site.setUp', {
    institutionCode,
    institutionName: '演示技师学院（虚构）',
    chiefLoginName: 'chief',
    chiefDisplayName: '考点负责人',
    chiefPassword: demoPassword,
    passphrase: null,
  });
  if (!founded.ok) throw new CoreRefused('site.setUp', founded.refusal);
  const keys = join(stage.dir, 'keys');
  await makeFolderDurable(keys);
  await writeDurable(join(keys, 'site.key'), `${founded.value.recoveryKey}\n`);
  await client.must('site.recoverySheetKept', {});
  return openApiPlayer(stage, 'chief');
}

/** Centre and site get to know each other's keys; what others need to check the results is left under `keys/`. */
export async function enrolCentre({ stage, player }: Play): Promise<void> {
  const { centre, centreAddress, dir } = stage;
  const chief = player.clientOf(player.chief);
  const view = await chief.ask('reports.centre', {});
  const enrolled = await centre.addInstitution({ code: institutionCode, siteKey: view.sitePublicKey });
  if (!enrolled.ok) throw new Error(`the centre does not enrol the site: ${enrolled.code}`);
  const { text, signatures } = await centre.keyring.current();
  const signature = signatures.join('');
  const utf8 = new TextEncoder();
  const commandId = newUlid() as CommandId;
  const files = [
    { name: 'centre-keys.json', bytes: utf8.encode(text) },
    { name: 'centre-keys.json.sig', bytes: utf8.encode(signature) },
  ];
  await withUploads(chief, files, async (ids) => {
    const answer = await chief.act('centre.enrol', {
      commandId,
      deskAt: deskTime(Date.now()),
      keysUploadId: at(ids, 0),
      signatureUploadId: at(ids, 1),
      rootFingerprint: centre.rootFingerprint,
      address: centreAddress,
      token: enrolled.token,
    });
    return answer.ok ? null : answer.refusal;
  });
  const siteKey = view.sitePublicKey.split(' ').slice(0, 2).join(' ');
  const keys = join(dir, 'keys');
  await writeDurable(
    join(keys, 'allowed_signers'),
    `${institutionCode} namespaces="kaodian-package,kaodian-bag,kaodian-checkpoint" ${siteKey}\n`,
  );
  await writeDurable(join(keys, 'centre-keys.json'), text);
  await writeDurable(join(keys, 'centre-keys.json.sig'), signature);
  await writeDurable(join(keys, 'centre-identity.txt'), `${centre.keyring.opening?.identity ?? ''}\n`);
}
