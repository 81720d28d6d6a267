import manifest from '../package.json' with { type: 'json' };

/** Version of this software, as `/v1/healthz` says it. */
export const softwareVersion: string = manifest.version;
