/** What a resource answers that is no registry: itself, 403, or 404 as if there were none. */
export type ResourceAccess = 'full' | 'denied' | 'missing';
