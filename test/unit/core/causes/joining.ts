import type { Symptom } from '../../../../src/core/causes/cause.ts';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import type { CauseEvidence } from '../../../../src/core/causes/live/evidence.ts';
import type { ProcessClue } from '../../../../src/core/causes/live/processClue.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

export const folder = '/srv/shop';

export function evidence(
  address: string,
  port: number,
  symptoms: readonly Symptom[],
  inodes: readonly number[] = [],
): CauseEvidence {
  return {
    subject: { kind: 'destination', localAddress: '10.0.0.1', remoteAddress: address, remotePort: port },
    symptoms,
    counts: { timeWait: 28_232, established: 0, closeWait: 0 },
    ports: { used: 28_232, usable: 28_232 },
    closesPerSecond: 470,
    inodes,
  };
}

export async function sitesOf(files: Readonly<Record<string, string>>): Promise<CauseWorkspace> {
  const workspace = new CauseWorkspace(syntaxTrees);
  for (const [path, text] of Object.entries(files)) await workspace.update(path, text);
  return workspace;
}

export const call = (url: string): string =>
  `import requests\ndef price(i):\n    return requests.get(${url})\n`;
export const thrownAway = evidence('10.0.0.5', 8080, ['thrown-away', 'asked-to-close']);
export const running: ProcessClue = { pid: 7, name: 'python3', args: ['python3', 'app.py'], cwd: folder };
