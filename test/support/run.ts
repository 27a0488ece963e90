export { type Ran, run, runOk, type RunOptions } from '../../scripts/lib/run.ts';
