import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { applied } from '../../../support/causes/applied.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

/** What stands in the location, and what of the server is outside of it, after the fix. */
async function fixed(pass: string, around = ''): Promise<readonly string[]> {
  const text = `http {\n  server {\n${around}    location / {\n      ${pass}\n    }\n  }\n}\n`;
  const workspace = new CauseWorkspace(syntaxTrees);
  await workspace.update('nginx.conf', text);
  const [fix] = workspace.sites().flatMap((site) => site.fix ?? []);
  const edited = applied(text, fix?.edits ?? []);
  return edited
    .slice(edited.indexOf('location / {'))
    .split('\n')
    .slice(1, -4)
    .map((line) => line.trim());
}

describe('the fix of grpc_pass to an address', () => {
  it('leaves the server the name that it had', async () => {
    assert.deepEqual(await fixed('grpc_pass grpc://10.0.0.5:50051;'), [
      'grpc_pass grpc://to_10_0_0_5_50051;',
      'grpc_set_header Host 10.0.0.5:50051;',
    ]);
    assert.deepEqual(await fixed('grpc_pass grpcs://api.example.com;'), [
      'grpc_pass grpcs://to_api_example_com_default;',
      'grpc_set_header Host api.example.com;',
      'grpc_ssl_name api.example.com;',
    ]);
  });

  it('sets no name that is set, and repeats the headers of outer blocks', async () => {
    assert.deepEqual(await fixed('grpc_pass grpcs://10.0.0.5:50051;', '    grpc_ssl_name shop;\n'), [
      'grpc_pass grpcs://to_10_0_0_5_50051;',
      'grpc_set_header Host 10.0.0.5:50051;',
    ]);
    assert.deepEqual(await fixed('grpc_pass 10.0.0.5:50051;', '    grpc_set_header Host shop;\n'), [
      'grpc_pass to_10_0_0_5_50051;',
    ]);
    assert.deepEqual(
      await fixed('grpc_pass 10.0.0.5:50051;', '    grpc_set_header X-Real-IP $remote_addr;\n'),
      [
        'grpc_pass to_10_0_0_5_50051;',
        'grpc_set_header X-Real-IP $remote_addr;',
        'grpc_set_header Host 10.0.0.5:50051;',
      ],
    );
  });
});
