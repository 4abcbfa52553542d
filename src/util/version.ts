import packageJson from '../../package.json' with { type: 'json' };

/** Of this package, as it is published. */
export const version: string = packageJson.version;
