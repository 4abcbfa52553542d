/** A request that is ready to be sent. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  /** The host that it is for, which is also that of its signature. */
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What makes a signature differ from the last one. */
export interface WhenSigned {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Used once. */
  readonly nonce: string;
}
