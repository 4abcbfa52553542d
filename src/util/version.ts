import packageJson from '../../package.json' with { type: 'json' };

/** The published version of this package. */
export const version: string = packageJson.version;

/** Where the package is at home; none until a release sets it. */
export const homepage: string | undefined = (packageJson as { readonly homepage?: string }).homepage;
