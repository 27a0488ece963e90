import assert from 'node:assert/strict';
import { placeOf, siblingUri } from '../../../src/service/language/documentContext.ts';
import { browserLanguagePlace as place } from '../../../src/web/browserLanguagePlace.ts';

const file = 'vscode-vfs://github/owner/repository/etc/sysctl.d/99-a%20b.conf';

describe('documents in a browser', () => {
  it('have the path of the file on its server', () => {
    assert.equal(place.pathOf(file), '/owner/repository/etc/sysctl.d/99-a b.conf');
    assert.equal(place.pathOf('vscode-remote://host:8000/x.yaml'), '/x.yaml');
  });

  it('have none if they are no file, or an earlier version of one', () => {
    for (const uri of ['untitled:Untitled-1', 'untitled:/x.conf', 'git:/x.conf?%7B%7D', 'no uri', 'a://b/%'])
      assert.equal(place.pathOf(uri), undefined, uri);
  });

  it('are judged by the place of their file, whose neighbours are on the same server', () => {
    assert.equal(placeOf(place, file)?.path, '/etc/sysctl.d/99-a b.conf');
    assert.equal(
      siblingUri(place, file, '/etc/sysctl.conf'),
      'vscode-vfs://github/owner/repository/etc/sysctl.conf',
    );
  });
});
