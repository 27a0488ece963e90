import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readKernelParameters } from '../../../src/host/kernelParameters.ts';
import { skipWhere } from '../../support/skipWhere.ts';

describe('readKernelParameters', () => {
  before(function () {
    skipWhere(this, existsSync('/proc/sys/kernel/ostype') ? null : 'there is no /proc/sys');
  });

  it('reads what is there', async () => {
    const parameters = await readKernelParameters(['kernel.ostype', 'kernel.no_such_key']);
    assert.deepEqual([...parameters], [['kernel.ostype', { value: 'Linux', origin: { kind: 'running' } }]]);
  });

  it('does not leave /proc/sys, and shows no secrets', async () => {
    const keys = [
      '//.//.etc.passwd',
      '/././etc/passwd',
      '..',
      '',
      'net.ipv4.tcp_fastopen_key',
      'kernel.random.uuid',
      'a\0b',
    ];
    assert.equal((await readKernelParameters(keys)).size, 0);
  });
});
