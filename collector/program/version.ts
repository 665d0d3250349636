import manifest from '../../package.json' with { type: 'json' };

/** Of this copy of Halligan. */
export const PRODUCT_VERSION: string = manifest.version;
