import assert from 'node:assert/strict';
import { Uri, type TextDocument } from 'vscode';
import type { CauseSite } from '../../src/core/protocol/causes.ts';
import { CauseFiles } from '../../src/extension/causes/causeFiles.ts';

/** As VS Code makes one for each time that a file is opened. */
function opened(version: number, text: string): TextDocument {
  const document = {
    uri: Uri.file('/a.py'),
    version,
    isDirty: true,
    isClosed: false,
    getText: () => text,
  } satisfies Partial<TextDocument>;
  return document as unknown as TextDocument;
}

describe('the lines of an open file', () => {
  let judged: string[] = [];
  let files: CauseFiles;

  beforeEach(() => {
    judged = [];
    files = new CauseFiles(({ path, text }) => {
      judged.push(text);
      return Promise.resolve([{ file: path } as CauseSite]);
    });
  });

  afterEach(() => {
    files.dispose();
  });

  it('are judged once for each version', async () => {
    const document = opened(3, 'one');
    await files.judge(document);
    assert.equal((await files.of(document)).length, 1);
    await files.judge(document);
    assert.deepEqual(judged, ['one']);
  });

  it('are judged again when it is opened again, with the same number of its version', async () => {
    await files.judge(opened(5, 'not saved'));
    files.closed('/a.py');
    await files.judge(opened(5, 'other'));
    assert.deepEqual(judged, ['not saved', 'other']);
  });
});
