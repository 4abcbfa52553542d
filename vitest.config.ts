import { defineConfig } from 'vitest/config';
import { trustCertificateInChildren } from './test/arm/certificate.ts';

// Workers are forked from this process: only what is in its environment now is there when they start.
await trustCertificateInChildren();

export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 } });
