import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { loadCertificate } from '../arm/certificate.ts';
import { ACCOUNT, type FakeAccount } from './account.ts';
import { answerTo, type FakeAnswer, nameOf } from './answers.ts';
import type { SeenRequest } from './signatures.ts';

/** What goes wrong: of the requests whose name fits, the first `times`. */
export interface CloudFault {
  /** `cr.cn-hangzhou.aliyuncs.com ListInstance`, `…log.aliyuncs.com GetLogs`. */
  readonly at: RegExp;
  /** By default all of them. */
  readonly times?: number;
  /** Undefined: the connection is broken. */
  readonly answer?: FakeAnswer | ((request: SeenRequest) => FakeAnswer);
}

export interface RunningCloud {
  /** Takes the requests for every host. */
  readonly endpoint: string;
  /** Names of requests, in the order in which they came. */
  readonly requests: string[];
  readonly stop: () => Promise<void>;
}

export interface CloudOptions {
  readonly faults?: readonly CloudFault[];
  readonly now?: () => number;
  readonly pageSize?: number;
}

/** Starts Alibaba Cloud on loopback: the few operations that a scan asks, for requests whose signature is right. */
export async function startCloud(account: FakeAccount = ACCOUNT, options: CloudOptions = {}): Promise<RunningCloud> {
  const { faults = [], now = Date.now, pageSize = 100 } = options;
  const { key, cert } = await loadCertificate();
  const requests: string[] = [];
  const left = new Map(faults.map((fault) => [fault, fault.times ?? Number.POSITIVE_INFINITY]));
  const server = createServer({ key, cert }, (request, response) => {
    const { method = '', url = '/', headers } = request;
    const seen = { method, url: new URL(url, 'https://cloud.test'), headers: headers as SeenRequest['headers'] };
    const name = nameOf(seen);
    requests.push(name);
    const fault = faults.find((one) => one.at.test(name) && (left.get(one) ?? 0) > 0);
    if (fault !== undefined) left.set(fault, (left.get(fault) ?? 0) - 1);
    if (fault !== undefined && fault.answer === undefined) return void request.socket.destroy();
    const given = fault?.answer ?? answerTo(seen, { account, now, pageSize });
    const answer = typeof given === 'function' ? given(seen) : given;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
