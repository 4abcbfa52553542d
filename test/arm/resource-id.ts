/** The last segment of an id. */
export function lastName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** In lower case; empty where the id has none. */
export function subscriptionOf(id: string): string {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1]?.toLowerCase() ?? '';
}

/** As the id spells it; empty where it has none. */
export function groupOf(id: string): string {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
}
