/** The code of the remark that a module was not read; of a diagnostic, its message is the name and version of the module. */
export const KNOWN_MODULE = 'known-module';
/** The code of the remark that a module has to be fetched; of a diagnostic, its message is the reference of the module. */
export const NOT_RESTORED = 'not-restored';
