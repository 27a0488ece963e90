import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAtLeast, parseKernelVersion } from '../../../../src/core/model/kernelVersion.ts';

describe('parseKernelVersion', () => {
  it('reads the releases of distributions', () => {
    const cases = {
      '6.12.0-1-amd64': [6, 12, 0],
      '6.18.44-fc-v769': [6, 18, 44],
      '3.10.0-1160.el7.x86_64': [3, 10, 0],
      '4.18.0-553.el8_10.x86_64': [4, 18, 0],
      '5.15.153.1-microsoft-standard-WSL2': [5, 15, 153],
      '6.1-rc7': [6, 1, 0],
      '6.6.0+': [6, 6, 0],
      ' 6.8\n': [6, 8, 0],
    };
    for (const [release, [major, minor, patch]] of Object.entries(cases)) {
      assert.deepEqual(parseKernelVersion(release), { major, minor, patch }, release);
    }
  });

  it('knows no version of what does not begin with one', () => {
    for (const release of ['', 'Linux', 'v6.1', '6', '6.', '6.x', '.6.1', '99999.1']) {
      assert.equal(parseKernelVersion(release), undefined, release);
    }
  });

  it('reads every version back, whatever follows, and never throws', () => {
    const number = fc.nat(9999);
    fc.assert(
      fc.property(number, number, number, fc.string(), (major, minor, patch, rest) => {
        assert.deepEqual(parseKernelVersion(`${major}.${minor}.${patch}-${rest}`), { major, minor, patch });
      }),
    );
    fc.assert(fc.property(fc.string(), (release) => void parseKernelVersion(release)));
  });
});

describe('isAtLeast', () => {
  it('compares major before minor', () => {
    const version = { major: 4, minor: 18, patch: 0 };
    assert.ok(isAtLeast(version, 4, 18) && isAtLeast(version, 4, 2) && isAtLeast(version, 3, 99));
    assert.ok(!isAtLeast(version, 4, 19) && !isAtLeast(version, 5, 0));
  });
});
