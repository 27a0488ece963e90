import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectDescription } from '../../../../src/cli/inspect/inspectArguments.ts';
import { collectorChoices, collectorIds } from '../../../../src/core/model/snapshot.ts';
import { localCollectors, shellCollectors } from '../../../../src/host/collectors.ts';
import { repository } from '../../../support/paths.ts';

describe('the list of collectors', () => {
  it('is the same for this machine, the setting and the help of the command line', () => {
    assert.deepEqual(
      localCollectors.map(({ id }) => id),
      collectorIds,
    );
    const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      readonly contributes: {
        readonly configuration: readonly { properties: Record<string, { enum?: string[] }> }[];
      };
    };
    const settings = [manifest.contributes.configuration].flat().map(({ properties }) => properties);
    const setting = settings.flatMap((properties) => properties['socketDiagnostics.collector'] ?? [])[0];
    assert.deepEqual(setting?.enum, collectorChoices);
    assert.deepEqual(inspectDescription.options.collector.values, collectorChoices);
  });

  it('leaves out for a shell what a shell cannot do', () => {
    const ids = shellCollectors.map(({ id }) => id);
    assert.deepEqual(
      ids,
      collectorIds.filter((id) => id !== 'sock_diag'),
    );
  });
});
