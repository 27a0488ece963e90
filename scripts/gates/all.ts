import { architecture } from './architecture.ts';
import { architectureSelfTest } from './architectureSelfTest.ts';
import { bundleContents } from './bundles.ts';
import { fileLengths } from './fileLengths.ts';
import { folderCirclesGate } from './folderCircles.ts';
import type { Gate } from './gate.ts';
import { packageContents } from './packageContents.ts';
import { toolGate } from './toolGate.ts';

export const gates: readonly Gate[] = [
  toolGate('types (tsc -b)', 'tsc', ['-b']),
  toolGate('eslint', 'eslint', ['--max-warnings', '0', '.']),
  toolGate('prettier', 'prettier', ['--check', '--log-level', 'warn', '.']),
  architecture,
  architectureSelfTest,
  folderCirclesGate,
  toolGate('knip', 'knip', ['--treat-config-hints-as-errors']),
  fileLengths,
  toolGate('README tables match package.json and the rules', 'node', [
    'scripts/readmeSettings.ts',
    '--check',
  ]),
  toolGate('JSON Schemas match the types', 'node', ['scripts/schemas.ts', '--check']),
  bundleContents,
  packageContents,
];
