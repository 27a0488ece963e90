import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { byPatternAlone } from '../../../../src/core/causes/judgedSite.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';
import { aio, unreadOfAio } from './bodyCases.ts';

/** A file that leaves sockets open, the line, and the change that closes them. */
const cases: readonly (readonly [path: string, text: string, line: number, from: string, to: string])[] = [
  [
    'a.go',
    'package a\nimport "net"\nvar kept []net.Conn\nfunc serve(l net.Listener) {\n\tfor {\n\t\tc, _ := l.Accept()\n\t\tkept = append(kept, c)\n\t}\n}\n',
    6,
    'kept = append(kept, c)',
    'c.Close()',
  ],
  [
    'A.java',
    'import java.net.*;\nclass A {\n  List<Socket> kept;\n  void call() throws Exception {\n    Socket s = new Socket("10.0.0.5", 9000);\n    kept.add(s); } }\n',
    5,
    'kept.add(s);',
    's.close();',
  ],
  [
    'A.cs',
    'using System.Net.Sockets;\nclass A {\n  void Call() {\n    var c = new TcpClient("10.0.0.5", 9000);\n    kept.Add(c); } }\n',
    4,
    'kept.Add(c);',
    'c.Close();',
  ],
  [
    'a.rb',
    "require 'socket'\nclass A\n  def call\n    s = TCPSocket.new('10.0.0.5', 9000)\n    @kept << s\n  end\nend\n",
    4,
    '@kept << s',
    's.close',
  ],
  [
    'a.c',
    '#include <sys/socket.h>\nvoid serve(int l) {\n  for (;;) {\n    int c = accept(l, 0, 0);\n    keep(c);\n  }\n}\n',
    4,
    'keep(c);',
    'close(c);',
  ],
  [
    'a.mjs',
    "import net from 'node:net';\nfunction call() {\n  const s = net.connect({ host: '10.0.0.5', port: 9000, allowHalfOpen: true });\n  kept.push(s);\n}\n",
    3,
    'kept.push(s);',
    "s.on('end', () => s.end());",
  ],
];

async function sitesOf(path: string, text: string) {
  const workspace = new CauseWorkspace(syntaxTrees);
  await workspace.update(path, text);
  return workspace.sites().filter(({ cause }) => cause === 'unclosed');
}

describe('sockets that nothing closes', () => {
  for (const [path, text, line, from, to] of cases) {
    it(`are found in ${path}, and only sockets in CLOSE_WAIT make them a cause`, async () => {
      const sites = await sitesOf(path, text);
      assert.deepEqual(
        sites.map(({ cause, range, symptoms }) => [cause, range.start.line + 1, ...symptoms]),
        [['unclosed', line, 'close-wait']],
      );
      assert.deepEqual(byPatternAlone(sites), []);
      assert.ok(text.includes(from));
      assert.deepEqual(await sitesOf(path, text.replace(from, to)), []);
    });
  }

  it('are fine where the function returns them', async () => {
    const text =
      'package a\nimport "net"\nfunc dial() (net.Conn, error) {\n\treturn net.Dial("tcp", "a:1")\n}\n';
    assert.deepEqual(await sitesOf('a.go', text), []);
  });
});

describe('a response of aiohttp', () => {
  const sitesOf = async (body: string) => {
    const workspace = new CauseWorkspace(syntaxTrees);
    await workspace.update('app.py', aio(body));
    return workspace.sites().filter(({ cause }) => cause === 'py-stream');
  };

  it('that is not read is a line for sockets to judge', async () => {
    const [site, ...more] = await sitesOf(unreadOfAio);
    assert.deepEqual([site?.range.start.line, site?.needsEvidence, more.length], [4, true, 0]);
  });

  for (const body of [
    '            r = await s.get(u)\n            seen.append(await r.json())\n',
    '            r = await s.get(u)\n            r.release()\n',
    '            async with s.get(u) as r:\n                seen.append(r.status)\n',
    '            r = await s.get(u)\n            seen.append(r)\n',
    '            r = await other.get(u)\n            seen.append(r.status)\n            async with s.get(u) as q:\n                await q.read()\n',
  ])
    it(`that is given back is none: ${JSON.stringify(body)}`, async () => {
      assert.deepEqual(await sitesOf(body), []);
    });
});
