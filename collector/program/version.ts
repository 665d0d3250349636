import manifest from '../../package.json' with { type: 'json' };

/** Of this copy of Halligan. */
export const VERSION: string = manifest.version;
