import assert from 'node:assert/strict';
import { formatAddress, formatEndpoint } from '../../../../src/core/model/endpoint.ts';

describe('an endpoint as text', () => {
  it('has an IPv6 address in brackets', () => {
    assert.deepEqual(['10.0.0.1', '::1'].map(formatAddress), ['10.0.0.1', '[::1]']);
    assert.equal(formatEndpoint('10.0.0.1', 80), '10.0.0.1:80');
    assert.equal(formatEndpoint('::ffff:10.0.0.1', 80), '[::ffff:10.0.0.1]:80');
  });
});
