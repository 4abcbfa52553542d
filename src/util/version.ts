import packageJson from '../../package.json' with { type: 'json' };

/** The published version of this package. */
export const version: string = packageJson.version;
