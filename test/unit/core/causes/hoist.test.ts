import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const js = (text: string): string => `const https = require('https');\n${text}\n`;
const go = (text: string): string => `package app\nimport (\n"net/http"\n"time"\n)\n${text}\n`;
const java = (text: string): string => `class A {\n${text}\n}\n`;
const cs = (text: string): string => `class A {\n${text}\n}\n`;

/** The site is found, and its value would not be the same, or would not compile, in front of the function. */
const kept: readonly (readonly [what: string, path: string, text: string])[] = [
  [
    'a parameter of the outermost function',
    'a.js',
    js(
      "function routes(app, options) {\napp.get('/', () => {\nconst a = new https.Agent({ keepAlive: true, ca: options.ca });\nhttps.get('https://a/', { agent: a });\n});\n}",
    ),
  ],
  [
    'a local of the outermost function, in shorthand',
    'a.js',
    js(
      "function routes(app) {\nconst ca = app.ca;\napp.get('/', () => {\nconst a = new https.Agent({ keepAlive: true, ca });\nhttps.get('https://a/', { agent: a });\n});\n}",
    ),
  ],
  [
    'a spread parameter',
    'a.js',
    js(
      "function fetchAll(options) {\nconst a = new https.Agent({ keepAlive: true, ...options });\nhttps.get('https://a/', { agent: a });\n}",
    ),
  ],
  [
    'a parameter in a template',
    'a.js',
    js(
      "function fetchAll(host) {\nconst a = new https.Agent({ keepAlive: true, servername: `a.${host}` });\nhttps.get('https://a/', { agent: a });\n}",
    ),
  ],
  [
    'a parameter after a question mark',
    'a.js',
    js(
      "function fetchAll(host) {\nconst a = new https.Agent({ keepAlive: true, servername: true ? host : '' });\nhttps.get('https://a/', { agent: a });\n}",
    ),
  ],
  [
    'a variable of a loop at the top level',
    'a.js',
    js(
      "for (const host of hosts) {\napp.get('/', () => {\nconst a = new https.Agent({ keepAlive: true, servername: host });\nhttps.get('https://a/', { agent: a });\n});\n}",
    ),
  ],
  [
    'a module that the function itself loads',
    'a.js',
    "function fetchAll() {\nconst https = require('https');\nconst a = new https.Agent({ keepAlive: true });\nhttps.get('https://a/', { agent: a });\n}\n",
  ],
  [
    'a constant that comes later',
    'a.js',
    js(
      "function fetchAll() {\nconst a = new https.Agent({ keepAlive: true, maxSockets: MAX });\nhttps.get('https://a/', { agent: a });\n}\nconst MAX = 8;",
    ),
  ],
  [
    'a variable that is set again',
    'a.js',
    js(
      "let ca;\nfunction load(text) {\nca = text;\n}\nfunction fetchAll() {\nconst a = new https.Agent({ keepAlive: true, ca });\nhttps.get('https://a/', { agent: a });\n}",
    ),
  ],
  [
    'a parameter of the outermost function',
    'a.go',
    go(
      'func Routes(mux *http.ServeMux, idle time.Duration) {\nmux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\ntr := &http.Transport{IdleConnTimeout: idle}\nc := &http.Client{Transport: tr}\nc.Get("http://a/")\n})\n}',
    ),
  ],
  [
    'a parameter of the outermost method',
    'A.java',
    java(
      'void all(java.util.List<String> urls, java.time.Duration limit) {\nurls.forEach(url -> {\nHttpClient client = HttpClient.newBuilder().connectTimeout(limit).build();\nclient.send(url, null);\n});\n}',
    ),
  ],
  [
    'a field of the object',
    'A.java',
    java(
      'private final java.time.Duration limit;\nvoid one(String url) {\nHttpClient client = HttpClient.newBuilder().connectTimeout(limit).build();\nclient.send(url, null);\n}',
    ),
  ],
  [
    'a parameter of the outermost function',
    'a.py',
    'import redis\ndef routes(app, host):\n    @app.get("/")\n    def show():\n        r = redis.Redis(host=host)\n        r.get("a")\n',
  ],
  [
    'a parameter in an f-string',
    'a.py',
    'import redis\ndef show(host):\n    r = redis.Redis.from_url(f"redis://{host}")\n    r.get("a")\n',
  ],
  ...['import aioredis', 'import redis.asyncio as aioredis', 'from redis import asyncio as aioredis'].map(
    (imported) =>
      [
        `the event loop, with \`${imported}\``,
        'a.py',
        `${imported}\nasync def show():\n    r = aioredis.from_url("redis://a")\n    await r.get("a")\n`,
      ] as const,
  ),
  [
    'a module that the function itself imports',
    'a.py',
    'def show():\n    import redis\n    r = redis.Redis(host="a")\n    r.get("a")\n',
  ],
];

/** What is put in, and in front of which line. */
const shared: readonly (readonly [what: string, path: string, text: string, line: number, put: string])[] = [
  [
    'what depends on nothing, above the outermost function',
    'a.js',
    js(
      "function routes(app) {\napp.get('/', () => {\nconst a = new https.Agent({ keepAlive: true, maxSockets: 8 });\nhttps.get('https://a/', { agent: a });\n});\n}",
    ),
    1,
    'const sharedAgent = new https.Agent({ keepAlive: true, maxSockets: 8 });',
  ],
  [
    'what depends on a constant above',
    'a.js',
    js(
      "const ca = read();\nfunction fetchAll() {\nconst a = new https.Agent({ keepAlive: true, ca });\nhttps.get('https://a/', { agent: a });\n}",
    ),
    2,
    'const sharedAgent = new https.Agent({ keepAlive: true, ca });',
  ],
  [
    'what depends on nothing, above the outermost function',
    'a.go',
    go(
      'func Routes(mux *http.ServeMux) {\nmux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\ntr := &http.Transport{IdleConnTimeout: 5 * time.Second}\nc := &http.Client{Transport: tr}\nc.Get("http://a/")\n})\n}',
    ),
    5,
    'var sharedTransport = &http.Transport{IdleConnTimeout: 5 * time.Second}',
  ],
  [
    'what a lambda makes, in the class',
    'A.java',
    java(
      'void all(java.util.List<String> urls) {\nurls.forEach(url -> {\nHttpClient client = HttpClient.newHttpClient();\nclient.send(url, null);\n});\n}',
    ),
    1,
    'private static final HttpClient SHARED_CLIENT = HttpClient.newHttpClient();',
  ],
  [
    'what a class without a name makes, in the class around it',
    'A.java',
    java(
      'void all(Bus bus) {\nbus.on(new Handler() {\npublic void handle(String url) {\nHttpClient client = HttpClient.newHttpClient();\nclient.send(url, null);\n}\n});\n}',
    ),
    1,
    'private static final HttpClient SHARED_CLIENT = HttpClient.newHttpClient();',
  ],
  [
    'what a lambda makes, in the class',
    'A.cs',
    cs(
      'void All(System.Collections.Generic.List<string> urls) {\nurls.ForEach(url => {\nvar client = new HttpClient();\nclient.GetAsync(url);\n});\n}',
    ),
    1,
    'private static readonly HttpClient SharedClient = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = System.TimeSpan.FromMinutes(15) });',
  ],
  [
    'what depends on nothing, above the outermost function',
    'a.py',
    'import redis\ndef routes(app):\n    @app.get("/")\n    def show():\n        r = redis.Redis(host="a")\n        r.get("a")\n',
    1,
    '_redis = redis.Redis(host="a")',
  ],
];

const sharing: ReadonlySet<string> = new Set([
  'js-agent-per-call',
  'go-transport-per-call',
  'java-client-per-call',
  'cs-new-httpclient',
  'py-db',
]);

describe('sharing a client', () => {
  for (const [what, path, text] of kept)
    it(`is not offered in ${path} where it depends on ${what}`, async () => {
      const sites = await sitesOf(path, text);
      assert.ok(sites.some(({ cause }) => sharing.has(cause)));
      for (const { cause, fix } of sites) if (sharing.has(cause)) assert.equal(fix, undefined);
    });
  for (const [what, path, text, line, put] of shared)
    it(`is offered in ${path} for ${what}`, async () => {
      const site = (await sitesOf(path, text)).find(({ cause }) => sharing.has(cause));
      const [edit] = site?.fix?.edits ?? [];
      assert.deepEqual([edit?.range.start.line, edit?.newText.trimEnd()], [line, put]);
    });
});

async function sitesOf(path: string, text: string): Promise<ReturnType<CauseWorkspace['sites']>> {
  const workspace = new CauseWorkspace(syntaxTrees);
  await workspace.update(path, text);
  return workspace.sites();
}
