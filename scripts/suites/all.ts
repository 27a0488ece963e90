import { installWorkbench } from '../workbench/install.ts';
import { gateSuite } from './gates.ts';
import { node20 } from './node20.ts';
import { processSuite } from './processSuite.ts';
import { namespacesUnavailable, workbenchUnavailable } from './requirements.ts';
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
    limitMs: 2 * minute,
  }),
  gateSuite,
  node20,
  processSuite({
    name: 'integration',
    needsBuild: true,
    script: mocha,
    args: ['60000', 'test/integration'],
    processes: 2,
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
    processes: 2,
    secondAttempt: true,
    limitMs: 18 * minute,
    unavailable: workbenchUnavailable,
    prepare: installWorkbench,
  }),
  processSuite({
    name: 'kernels',
    onDemand: true,
    needsBuild: true,
    script: mocha,
    args: ['60000', 'test/kernels'],
    limitMs: 180 * minute,
    unavailable: namespacesUnavailable,
  }),
];
