import { type NastyShape, shapesOf } from './nastyShape.ts';

const js = (text: string): string => `const http = require('http');\n${text}\n`;
const agent = (text: string): string =>
  js(
    `function call(x) {\n  const a = new http.Agent({ keepAlive: true });\n${text}\n  http.get(url, { agent: a }, (r) => r.resume());\n}`,
  );
const redis = (text: string): string =>
  `import redis\ndef hit(x):\n    r = redis.Redis(host="a")\n    r.incr("n")\n${text}`;
const session = (text: string): string => `import requests\ndef price(x):\n${text}`;
const phpRedis = (text: string): string =>
  `<?php\n$r = new Redis();\n$r->connect('10.0.0.5', 6379);\n${text}\n`;
const phpPersistent = (text: string): string =>
  `<?php\n$r = new Redis();\n$r->pconnect('10.0.0.5', 6379);\n${text}\n`;
const rb = (text: string): string => `require 'net/http'\ndef price(host, headers)\n  ${text}\nend\n`;

/** In JavaScript, Python, PHP and Ruby. */
export const nastyShapes: readonly NastyShape[] = [
  ...shapesOf('a.js', 'js-agent-per-call', [
    ['an if without braces around the close', agent('  if (x)\n    a.destroy();')],
    ['an else without braces around the close', agent('  if (x) go(a);\n  else // over\n    a.destroy();')],
    ['a loop without braces around the close', agent('  for (const y of x)\n    a.destroy();')],
    ['a label before the close', agent('  end:\n  a.destroy();')],
    ['a case with the close alone', agent('  switch (x) {\n    case 1: // over\n    a.destroy();\n  }')],
    ['the close as the only statement of a block', agent('  if (x) { // over\n    a.destroy();\n  }')],
    ['the close within a comment', agent('  /*\n  a.destroy();\n  */')],
    ['the close within a text', agent('  go(`\n  a.destroy();\n  `);')],
    ['the close as the body of an arrow function', agent('  x.on(() =>\n    a.destroy());')],
    ['a close among others', agent('  go();\n  a.destroy();'), '  go();\n  http.get'],
    [
      'an expression as the body',
      js('const call = () => http.get(url, { agent: new http.Agent({ keepAlive: true }) });'),
      'const call = () => http.get(url, { agent: sharedAgent });',
    ],
    [
      'a function behind another statement of its line',
      js(
        'let n = 0; function call() { n += 1; http.get(u, { agent: new http.Agent({ keepAlive: true }) }); }',
      ),
    ],
    [
      'a line above that only looks like a comment',
      js(
        'const q = `\n# not a comment`;\nfunction call() {\n  http.get(u, { agent: new http.Agent({ keepAlive: true }) });\n}',
      ),
      '# not a comment`;\nconst sharedAgent',
    ],
  ]),
  ...shapesOf('a.ts', 'js-agent-per-call', [
    [
      'a signature that overloads the function',
      "import http from 'node:http';\nfunction call(u: string): void;\nfunction call(u: unknown): void {\n  http.get(u, { agent: new http.Agent({ keepAlive: true }) });\n}\n",
    ],
  ]),
  ...shapesOf('a.py', 'py-db', [
    [
      'a comment before the close in finally',
      redis('    try:\n        r.get("a")\n    finally:\n        # always\n        r.close()\n'),
    ],
    [
      'a comment behind the colon',
      redis('    try:\n        r.get("a")\n    except Exception:  # noqa\n        r.close()\n'),
    ],
    ['the close twice and nothing else', redis('    if x:\n        r.close()\n        r.close()\n')],
    ['an if on one line', redis('    if x: r.close()\n')],
    ['two statements of one line', redis('    r.get("a"); r.close()\n')],
    ['a block that closes it by its name', redis('    with r:\n        r.get("a")\n')],
    [
      'a close among others',
      redis('    if x:\n        go()\n        r.close()\n    return 1\n'),
      '        go()\n    return 1',
    ],
  ]),
  ...shapesOf('a.py', 'py-client-per-call', [
    [
      'a lock beside it',
      session('    with lock, requests.Session() as s:\n        return s.get("http://a/")\n'),
    ],
    [
      'another manager behind it',
      session('    with requests.Session() as s, timer():\n        return s.get("http://a/")\n'),
    ],
    [
      'a body on the line of the block',
      session('    with requests.Session() as s: return s.get("http://a/")\n'),
    ],
    [
      'a comment before the body',
      session('    with requests.Session() as s:  # one\n        return s.get("http://a/")\n'),
    ],
    [
      'a block that closes it by its name',
      session('    s = requests.Session()\n    with s:\n        return s.get("http://a/")\n'),
    ],
    [
      'a helper that closes it',
      session('    s = requests.Session()\n    with closing(s):\n        return s.get("http://a/")\n'),
    ],
  ]),
  ...shapesOf('a.py', 'py-module-call', [
    [
      'an import within the function',
      'import os\ndef price(x):\n    import requests\n    return requests.get("http://a/")\n',
    ],
    [
      'an import that may fail',
      'import os\ntry:\n    import requests\nexcept ImportError:\n    requests = None\ndef price(x):\n    return requests.get("http://a/")\n',
    ],
    [
      'an if on one line',
      session('    if x: return requests.get("http://a/")\n'),
      '    if x: return _session.get("http://a/")',
    ],
  ]),
  ...shapesOf('a.js', 'js-agent-off', [
    [
      'a comment before the comma',
      js('function call() {\n  http.get({ agent: false /* none */, port: 1 }, (r) => r.resume());\n}'),
    ],
    [
      'a comment of a line before the comma',
      js(
        'function call() {\n  http.get({\n    agent: false // none\n    , port: 1 }, (r) => r.resume());\n}',
      ),
    ],
    [
      'a comment behind the comma',
      js('function call() {\n  http.get({\n    agent: false, // none\n    port: 1 }, (r) => r.resume());\n}'),
      '    // none\n    port: 1 }',
    ],
    [
      'options that are spread',
      js('function call(x) {\n  http.get({ ...x, agent: false }, (r) => r.resume());\n}'),
      '{ ...x }',
    ],
    [
      'a comment in empty options',
      js('const a = new http.Agent({ /* none */ });'),
      '{ keepAlive: true, /* none */ }',
    ],
  ]),
  ...shapesOf('a.js', 'js-unread', [
    [
      'an expression as the body',
      js('function call() {\n  http.get(url, (r) =>\n    console.log(r.statusCode));\n}'),
      '    { r.resume(); return console.log(r.statusCode); });',
    ],
    [
      'an object as the body',
      js('function call() {\n  http.get(url, (r) => ({ code: r.statusCode }));\n}'),
      '(r) => { r.resume(); return ({ code: r.statusCode }); });',
    ],
    [
      'a body on one line',
      js('function call() {\n  http.get(url, (r) => { go(r.statusCode) });\n}'),
      '(r) => { r.resume(); go(r.statusCode) });',
    ],
  ]),
  ...shapesOf('a.php', 'php-connect', [
    ['an if without braces around the close', phpRedis("if ($x)\n  $r->close();\n$r->incr('n');")],
    ['a close that is used', phpRedis('$ok = $r->close();')],
    [
      'two closes',
      phpRedis("if ($x) {\n  $r->close();\n}\n$r->incr('n');\n$r->close();"),
      "if ($x) {\n}\n$r->incr('n');\n",
    ],
    ['an if without braces, persistent', phpPersistent("if ($x)\n  $r->close();\n$r->incr('n');")],
    ['a close that is used, persistent', phpPersistent('$ok = $r->close();')],
    ['a close in an arrow function, persistent', phpPersistent('$f = fn() => $r->close();')],
    [
      'a close in a case, persistent',
      phpPersistent('switch ($x) {\n  case 1:\n    $r->close();\n    break;\n}'),
      '  case 1:\n    break;',
    ],
    ['named arguments', "<?php\n$p = new PDO(dsn: 'mysql:host=127.0.0.2', username: 'u', password: 'p');\n"],
    ['arguments that are spread', "<?php\n$p = new PDO('mysql:host=127.0.0.2', ...$login);\n"],
    [
      'a comma at the end',
      "<?php\n$p = new PDO('mysql:host=127.0.0.2', 'u', 'p',);\n",
      "'p', [PDO::ATTR_PERSISTENT => true],);",
    ],
    ['several servers', "<?php\n$p = new Predis\\Client([['host' => 'a'], ['host' => 'b']]);\n"],
    [
      'named arguments of connect',
      "<?php\n$r = new Redis();\n$r->connect(host: '10.0.0.5', reserved: null);\n",
    ],
  ]),
  ...shapesOf('a.rb', 'rb-net-http', [
    [
      'a host that is a variable',
      rb("Net::HTTP.get(host, '/price')"),
      '(Thread.current[:"http_#{host}_80"] ||= Net::HTTP.start(host, 80)).get(\'/price\').body',
    ],
    ['headers', rb('Net::HTTP.get(host, headers)')],
    ['headers that are written there', rb("Net::HTTP.get(URI('http://a/'), { 'A' => 'b' })")],
    ['a block', rb('Net::HTTP.get_response(URI("http://a/")) { |r| r.read_body }')],
    ['no parentheses', rb("puts Net::HTTP.get URI('http://a/b') if host"), ").get('/b').body if host"],
  ]),
];
