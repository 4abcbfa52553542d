/** What the server is about to say: a body that becomes JSON (a string is sent as it is), or none. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function ok(body: unknown, headers?: Readonly<Record<string, string>>): Answer {
  return headers === undefined ? { status: 200, body } : { status: 200, body, headers };
}

/** An error as Azure Resource Manager words it. */
export function failure(status: number, code: string, message: string, headers?: Answer['headers']): Answer {
  return { status, body: { error: { code, message } }, ...(headers && { headers }) };
}
