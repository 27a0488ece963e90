import { availableParallelism } from 'node:os';
import { editionVariable, oldest } from '../workbench/editions.ts';
import { installWorkbench } from '../workbench/install.ts';
import { gateSuite } from './gates.ts';
import { node20 } from './node20.ts';
import { processSuite } from './processSuite.ts';
import { namespacesUnavailable, oldestUnavailable, workbenchUnavailable } from './requirements.ts';
import type { Suite } from './suite.ts';

const minute = 60_000;
const mocha = 'test/support/mochaProcess.ts';

/** In the order in which they run: what is quick and what fails most often comes first. */
export const suites: readonly Suite[] = [
  processSuite({
    name: 'unit',
    needsBuild: false,
    script: mocha,
    args: ['30000', 'test/unit'],
    processes: 2, // two cores
    longest: [
      'test/unit/core/formats/pieces.test.ts',
      'test/unit/core/formats/badInput.test.ts',
      'test/unit/core/causes/proportional.test.ts',
    ],
    limitMs: 5 * minute,
  }),
  gateSuite,
  node20,
  processSuite({
    name: 'integration',
    needsBuild: true,
    script: mocha,
    args: ['60000', 'test/integration'],
    processes: 3, // most of a test is waiting
    longest: [
      'test/integration/scenarios/hangingPrograms.test.ts',
      'test/integration/scenarios/silentPeers.test.ts',
      'test/integration/otherKernel.test.ts',
      'test/integration/soak.test.ts',
    ],
    secondAttempt: true,
    limitMs: 20 * minute,
    unavailable: namespacesUnavailable,
  }),
  processSuite({
    name: 'extension',
    needsBuild: true,
    script: 'test/extension/embedded.ts',
    limitMs: 6 * minute,
    unavailable: workbenchUnavailable,
    prepare: installWorkbench,
  }),
  processSuite({
    name: 'workbench',
    needsBuild: true,
    script: mocha,
    args: ['60000', 'test/workbench'],
    processes: 2, // a third browser makes each of them wait for the two cores
    longest: [
      'test/workbench/causes.test.ts',
      'test/workbench/watch.test.ts',
      'test/workbench/actions.test.ts',
    ],
    secondAttempt: true,
    limitMs: 18 * minute,
    unavailable: workbenchUnavailable,
    prepare: installWorkbench,
  }),
  // Of the workbench suite, what shows that the oldest VS Code can do it; `--vscode oldest` runs the suites as a whole there.
  processSuite({
    name: 'oldest',
    needsBuild: true,
    script: mocha,
    args: ['60000', 'test/oldest'],
    secondAttempt: true,
    limitMs: 5 * minute,
    env: { [editionVariable]: 'oldest' },
    unavailable: oldestUnavailable,
    prepare: () => installWorkbench(oldest),
  }),
  // Of the extension suite, what shows it of activation, commands, views, findings, snapshots and the language client.
  processSuite({
    name: 'oldest-extension',
    needsBuild: true,
    script: 'test/extension/embedded.ts',
    args: [
      'activation.test.ts',
      'commands.test.ts',
      'findings.test.ts',
      'snapshots.test.ts',
      'socketRows.test.ts',
      'sysctl.test.ts',
    ],
    limitMs: 3 * minute,
    env: { [editionVariable]: 'oldest' },
    unavailable: oldestUnavailable,
    prepare: () => installWorkbench(oldest),
  }),
  processSuite({
    name: 'kernels',
    onDemand: true,
    needsBuild: true,
    script: mocha,
    args: ['60000', 'test/kernels'],
    processes: Math.min(4, availableParallelism()), // a kernel keeps a processor busy
    limitMs: 360 * minute,
    unavailable: namespacesUnavailable,
  }),
];
