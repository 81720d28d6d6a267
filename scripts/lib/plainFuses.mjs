/** Sets the switches of a fetched Electron so that it starts like a plain one. Run under Node 24: plainFuses.mjs PROGRAM */
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';

await flipFuses(process.argv[2], {
  version: FuseVersion.V1,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
});
