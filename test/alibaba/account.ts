/** An account of Alibaba Cloud, as the server of the tests has it. */
export interface FakeAccount {
  readonly id: string;
  readonly regions: Readonly<Record<string, FakeRegion>>;
}

export interface FakeRegion {
  /** Ids, `cri-…`. */
  readonly instances: readonly string[];
  /** Undefined: the project does not exist. */
  readonly log?: FakeLog;
}

export interface FakeLog {
  /** Days that the logstore keeps events; undefined: there is no logstore. */
  readonly days?: number;
  readonly index?: 'full' | 'bare' | 'none';
  /** By instance: how many days ago its events were. */
  readonly events?: Readonly<Record<string, readonly number[]>>;
}

export const ACCOUNT_ID = '1234567890123456';

/** Three regions: one that is audited in part, one that is not at all, and one without instances. */
export const ACCOUNT: FakeAccount = {
  id: ACCOUNT_ID,
  regions: {
    'cn-hangzhou': {
      instances: ['cri-audited', 'cri-idle'],
      log: { days: 365, events: { 'cri-audited': [0.5, 3, 200] } },
    },
    'cn-beijing': { instances: ['cri-new'] },
    'ap-southeast-1': { instances: [] },
  },
};
