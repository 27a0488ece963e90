import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { Namespace } from './namespace.ts';
import { repository } from './paths.ts';

/** Headless Chromium inside a namespace. Playwright makes a new, empty user-data folder for it. */
export function startBrowser(namespace: Namespace): Promise<Browser> {
  return chromium.launch({
    executablePath: join(repository, 'test/support/chromium-in-namespace'),
    env: { ...process.env, SOCKET_DIAGNOSTICS_NAMESPACE: namespace.name },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
