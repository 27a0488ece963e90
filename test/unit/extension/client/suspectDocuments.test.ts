import assert from 'node:assert/strict';
import { SuspectDocuments } from '../../../../src/extension/client/suspectDocuments.ts';

describe('documents that ended the server', () => {
  it('are those that it was checking, and no others', () => {
    const documents = new SuspectDocuments();
    documents.checking('a');
    documents.checking(undefined);
    documents.checking('b');
    assert.equal(documents.serverDied(), 'b');
    assert.deepEqual(documents.uris, ['b']);
  });

  it('are none if the server died while it checked nothing, such as during an inspection', () => {
    const documents = new SuspectDocuments();
    documents.checking('a');
    documents.checking(undefined);
    assert.equal(documents.serverDied(), undefined);
    assert.deepEqual(documents.uris, []);
  });

  it('are not blamed for a second death', () => {
    const documents = new SuspectDocuments();
    documents.checking('a');
    documents.serverDied();
    documents.forgive('a');
    assert.equal(documents.serverDied(), undefined);
    assert.deepEqual(documents.uris, []);
  });
});
