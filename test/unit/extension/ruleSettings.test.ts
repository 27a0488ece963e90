import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { severities } from '../../../src/core/model/finding.ts';
import { formatRules } from '../../../src/core/formats/formats.ts';
import { parameterRules } from '../../../src/core/rules/parameterRules.ts';
import { containerUses, profiles } from '../../../src/core/rules/rule.ts';
import { repository } from '../../support/paths.ts';

interface Property {
  readonly enum?: readonly string[];
  readonly propertyNames?: { readonly enum: readonly string[] };
  readonly additionalProperties?: { readonly enum: readonly string[] };
}

const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Property>> }[];
  };
};

function property(name: string): Property {
  const found = manifest.contributes.configuration
    .map(({ properties }) => properties[`socketDiagnostics.${name}`])
    .find((each) => each !== undefined);
  assert.ok(found);
  return found;
}

describe('the settings that judge sysctl files', () => {
  it('offer every rule, and no other', () => {
    assert.deepEqual(
      property('rules').propertyNames?.enum,
      [...formatRules, ...parameterRules].map(({ id }) => id),
    );
  });

  it('offer what the core understands', () => {
    assert.deepEqual(
      property('rules').additionalProperties?.enum.toSorted(),
      ['off', ...severities].toSorted(),
    );
    assert.deepEqual(property('profile').enum, profiles);
    assert.deepEqual(property('containers').enum, containerUses);
  });
});
