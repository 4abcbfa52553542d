import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A key and the certificate that goes with it, as PEM, and the file that clients are told to trust. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly file: string;
}

/** Where a process finds the certificate that its parent made: the folder's path. */
const FOLDER = 'ACRAUDIT_TEST_CERTIFICATE';

/**
 * The certificate for 127.0.0.1 and localhost, made anew in a temporary folder unless this process or its parent has
 * made one already. The folder is removed when the process that made it ends.
 */
export async function loadCertificate(): Promise<Certificate> {
  const folder = process.env[FOLDER];
  if (folder === undefined) return makeCertificate();
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { key: read('key.pem'), cert: read('cert.pem'), file: join(folder, 'cert.pem') };
}

/**
 * Makes the certificate and puts its place into this process's environment, so that processes forked from now on trust
 * it. Node reads `NODE_EXTRA_CA_CERTS` only when it starts: this very process does not trust the certificate.
 */
export async function trustCertificateInChildren(): Promise<void> {
  const { file } = await loadCertificate();
  Object.assign(process.env, clientEnvironment(file));
}

/** What a process needs to trust the certificate and to reach loopback past any proxy. */
export function clientEnvironment(file: string): Record<string, string> {
  return { NODE_EXTRA_CA_CERTS: file, NO_PROXY: '127.0.0.1,localhost', no_proxy: '127.0.0.1,localhost' };
}

async function makeCertificate(): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'acraudit-arm-'));
  writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 });
  writeFileSync(join(folder, 'cert.pem'), cert);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.env[FOLDER] = folder;
  return { key, cert, file: join(folder, 'cert.pem') };
}
