import assert from 'node:assert/strict';
import type { Site } from '../../../../../src/core/model/site.ts';
import { findingMarkdown } from '../../../../../src/core/report/findings/findingMarkdown.ts';
import { siteActions, siteNote } from '../../../../../src/core/report/findings/siteActions.ts';

const site: Site = {
  file: '/srv/shop/app.py',
  range: { start: { line: 3, column: 4 }, end: { line: 3, column: 20 } },
  text: '    requests.get(url)',
  cause: 'py-module-call',
  mechanism: 'It opens a connection for each call.',
  confidence: 'resolved',
};
const destination = { remoteAddress: '10.0.0.5', remotePort: 8080 };

describe('what can be done about a line', () => {
  const kinds = (of: Site): readonly string[] => siteActions(of).map(({ kind }) => kind);

  it('is to open it, to fix it if there is an edit, and to prove the change if it holds ports', () => {
    assert.deepEqual(kinds({ ...site, hasFix: true, destination }), ['openSite', 'fixSite', 'proveSite']);
    // A change that is only described is proved as well.
    assert.deepEqual(kinds({ ...site, destination }), ['openSite', 'proveSite']);
    assert.deepEqual(kinds({ ...site, hasFix: true }), ['openSite', 'fixSite']);
    assert.deepEqual(kinds(site), ['openSite']);
    assert.deepEqual(siteActions({ ...site, destination })[1], { kind: 'proveSite', ...destination });
  });

  it('is said where there are no buttons', () => {
    assert.equal(siteNote(site), 'destination and process lead to this line');
    assert.equal(
      siteNote({ ...site, hasFix: true }),
      'destination and process lead to this line; the editor has a fix',
    );
    const text = findingMarkdown({
      rule: 'ephemeral-port-exhaustion',
      severity: 'error',
      section: 'ephemeral-ports',
      subject: { kind: 'host' },
      title: 'Full',
      explanation: 'Full.',
      evidence: [],
      remedies: [],
      actions: [],
      sites: [{ ...site, hasFix: true }],
    });
    assert.match(text, /\(destination and process lead to this line; the editor has a fix\)\n/);
  });
});
