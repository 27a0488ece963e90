import { type NastyShape, shapesOf } from './nastyShape.ts';

const java = (text: string): string => `class A {\n${text}\n}\n`;
const client = (text: string): string =>
  java(
    `  int call(int x) throws Exception {\n    HttpClient c = HttpClient.newHttpClient();\n    int code = c.send(r).statusCode();\n${text}\n    return code;\n  }`,
  );
const cs = (text: string): string =>
  `class A {\n  async Task<int> Call(int x) {\n    var c = new HttpClient();\n    await c.GetAsync("http://a/");\n${text}\n    return 1;\n  }\n}\n`;
const go = (text: string): string => `package app\nimport (\n\t"io"\n\t"net/http"\n)\n${text}\n`;
const c = (text: string): string => `int f(int x, int s) {\n${text}\n  return connect(s, you, n);\n}\n`;
const disconnect = (text: string): string =>
  java(
    `  void call(URL u) throws Exception {\n    HttpURLConnection c = (HttpURLConnection) u.openConnection();\n    c.getInputStream().readAllBytes();\n${text}\n  }`,
  );
const goGet = (check: string): string =>
  go(
    `func call(u string) error {\n\tr, err := http.Get(u)\n\t${check}\n\tif r.StatusCode != 200 {\n\t\treturn nil\n\t}\n\treturn nil\n}`,
  );

/** In Java, C#, Go and C. */
export const moreNastyShapes: readonly NastyShape[] = [
  ...shapesOf('A.java', 'java-client-per-call', [
    ['an if without braces around the close', client('    if (c != null)\n      c.close();')],
    [
      'an else without braces around the close',
      client('    if (x > 1) go();\n    else // over\n      c.close();'),
    ],
    [
      'a case with the close alone',
      client('    switch (x) {\n      case 1: // over\n      c.close();\n    }'),
    ],
    ['a block on one line around the close', client('    try { c.close(); } catch (Exception e) { go(); }')],
    ['a close among others', client('    go();\n    c.close();'), '    go();\n    return code;'],
    [
      'a class on one line',
      'class A { int call() throws Exception { HttpClient c = HttpClient.newHttpClient(); return c.send(r).statusCode(); } }\n',
    ],
    [
      'a resource behind a cast',
      java(
        '  int call() throws Exception {\n    try (HttpClient c = (HttpClient) HttpClient.newHttpClient()) {\n      return c.send(r).statusCode();\n    }\n  }',
      ),
    ],
    [
      'a resource with a catch',
      java(
        '  int call() throws Exception {\n    try (HttpClient c = HttpClient.newHttpClient()) {\n      return c.send(r).statusCode();\n    } catch (Exception e) {\n      return 1;\n    }\n  }',
      ),
      '    try { HttpClient c = SHARED_CLIENT;\n      return c.send(r).statusCode();\n    } catch',
    ],
    [
      'a resource that has its name already',
      java(
        '  int call() throws Exception {\n    HttpClient c = HttpClient.newHttpClient();\n    try (c) {\n      return c.send(r).statusCode();\n    }\n  }',
      ),
    ],
    [
      'a type that is not imported',
      `import org.apache.http.client.HttpClient;\nimport org.apache.http.impl.client.HttpClients;\n${java('  int call() throws Exception {\n    HttpClient c = HttpClients.createDefault();\n    return c.execute(r).code();\n  }')}`,
      'private static final HttpClient SHARED_CLIENT = HttpClients.createDefault();',
    ],
    [
      'a type that is neither declared nor imported',
      `import org.apache.http.impl.client.HttpClients;\n${java('  int call() throws Exception {\n    var c = HttpClients.createDefault();\n    return c.execute(r).code();\n  }')}`,
    ],
    [
      'a type that is imported but not declared',
      `import org.apache.http.impl.client.*;\n${java('  int call() throws Exception {\n    var c = HttpClients.createDefault();\n    return c.execute(r).code();\n  }')}`,
      'private static final CloseableHttpClient SHARED_CLIENT = HttpClients.createDefault();',
    ],
  ]),
  ...shapesOf('A.java', 'java-disconnect', [
    ['an if without braces', disconnect('    if (c != null)\n      c.disconnect();')],
    ['a case', disconnect('    switch (x) {\n      case 1 -> c.disconnect();\n    }')],
    ['an else without braces', disconnect('    if (x) go();\n    else c.disconnect();')],
  ]),
  ...shapesOf('A.cs', 'cs-new-httpclient', [
    ['an if without braces around the close', cs('    if (c != null)\n      c.Dispose();')],
    [
      'an else without braces around the close',
      cs('    if (x > 1) Go();\n    else // over\n      c.Dispose();'),
    ],
    [
      'a case with the close',
      cs('    switch (x) {\n      case 1: // over\n      c.Dispose();\n      break;\n    }'),
    ],
    [
      'a block that closes it by its name',
      cs('    using (c) {\n      await c.GetAsync("http://a/");\n    }'),
    ],
    ['a close among others', cs('    Go();\n    c.Dispose();'), '    Go();\n    return 1;'],
    [
      'an expression as the body',
      'class A {\n  Task<string> Call() =>\n    new HttpClient().GetStringAsync("http://a/");\n}\n',
      '    SharedClient.GetStringAsync("http://a/");',
    ],
    [
      'a class on one line',
      'class A { async Task Call() { var c = new HttpClient(); await c.GetAsync("http://a/"); } }\n',
    ],
  ]),
  ...shapesOf('a.go', 'go-body-unclosed', [
    ['an else behind the check', goGet('if err != nil {\n\t\treturn err\n\t} else {\n\t\tgo log()\n\t}')],
    ['a check that goes on', goGet('if err != nil {\n\t\tlog.Println(err)\n\t}')],
    [
      'a brace in a comment',
      goGet('if err != nil { // }\n\t\treturn err\n\t}'),
      '\treturn err\n\t}\n\tdefer ',
    ],
    ['a check on one line', goGet('if err != nil { return err }'), 'if err != nil { return err }\n\tdefer '],
    [
      'an assignment within the condition',
      go(
        'func call(u string) error {\n\tif r, err := http.Get(u); err != nil || r.StatusCode != 200 {\n\t\treturn err\n\t}\n\treturn nil\n}',
      ),
    ],
    [
      'an import with a comment',
      goGet('if err != nil {\n\t\treturn err\n\t}').replace('"io"', '"io" // copies'),
      'import (\n\t"io" // copies\n\t"net/http"\n)',
    ],
    [
      'another package of that name',
      goGet('if err != nil {\n\t\treturn err\n\t}').replace('"io"', 'io "example.com/streams"'),
    ],
    [
      'another package that ends so',
      goGet('if err != nil {\n\t\treturn err\n\t}').replace('"io"', '"example.com/io"'),
    ],
    [
      'a variable of that name',
      goGet('if err != nil {\n\t\treturn err\n\t}\n\tio := 1\n\tgo log(io)').replace('\t"io"\n', ''),
    ],
  ]),
  ...shapesOf('a.go', 'go-transport-per-call', [
    [
      'the close in a case',
      go(
        'func call(x int) {\n\ttr := &http.Transport{}\n\tc := &http.Client{Transport: tr}\n\tc.Head("http://a/")\n\tswitch x {\n\tcase 1:\n\t\ttr.CloseIdleConnections()\n\t}\n}',
      ),
    ],
    [
      'a close among others',
      go(
        'func call(x int) {\n\ttr := &http.Transport{}\n\tc := &http.Client{Transport: tr}\n\tc.Head("http://a/")\n\ttr.CloseIdleConnections()\n}',
      ),
      '\tc.Head("http://a/")\n}',
    ],
  ]),
  ...shapesOf('a.go', 'go-disable', [
    [
      'a comment before the comma',
      go('var t = &http.Transport{DisableKeepAlives: true /* why */, MaxIdleConns: 4}'),
    ],
    [
      'the only use of a variable',
      go('func call() {\n\tt := http.DefaultTransport.(*http.Transport)\n\tt.DisableKeepAlives = true\n}'),
    ],
    [
      'a field on a line of its own',
      go('var t = &http.Transport{\n\tDisableKeepAlives: true, // why\n\tMaxIdleConns: 4,\n}'),
      '\t// why\n\tMaxIdleConns: 4,',
    ],
  ]),
  ...shapesOf('a.go', 'go-idle-2', [
    [
      'an assignment within the condition',
      go(
        'func call(x int) {\n\tif t := http.DefaultTransport.(*http.Transport).Clone(); x > 1 {\n\t\tgo use(t)\n\t}\n}',
      ),
    ],
    [
      'two variables at once',
      go(
        'func call(x int) {\n\ta, t := 1, http.DefaultTransport.(*http.Transport).Clone()\n\tgo use(a, t)\n}',
      ),
    ],
  ]),
  ...shapesOf(
    'a.py',
    'c-bind-first',
    [
      ['import socket as sk', 's.setsockopt(0, 24, 1)'],
      ['import socket', 's.setsockopt(socket.IPPROTO_IP, 24, 1)'],
      ['import socket, time', 's.setsockopt(socket.IPPROTO_IP, 24, 1)'],
    ].map(([imported = '', left = '']) => [
      `\`${imported}\``,
      `${imported}\ndef call(make, me, you):\n    s = ${/ as /.test(imported) ? 'sk' : 'socket'}.socket()\n    s.bind((me, 0))\n    s.connect((you, 80))\n`,
      left,
    ]),
  ),
  ...shapesOf('a.c', 'c-bind-first', [
    [
      'an assignment within the condition',
      c('  if ((s = socket(AF_INET, SOCK_STREAM, 0)) < 0 || bind(s, me, n) < 0)\n    return -1;'),
    ],
    ['a socket that may not be one', c('  if (s < 0 || bind(s, me, n) < 0)\n    return -1;')],
    ['a case', c('  switch (x) {\n  case 1:\n    bind(s, me, n);\n    break;\n  }')],
    ['an if without braces', c('  if (x)\n    bind(s, me, n);')],
    ['an else without braces', c('  if (x)\n    go();\n  else\n    bind(s, me, n);')],
    ['a label', c('again:\n  bind(s, me, n);')],
    [
      'a socket that is made of a call',
      'int f(void) {\n  bind(next(), me, n);\n  return connect(next(), you, n);\n}\n',
    ],
    ['a block on one line', c('  if (x) { bind(s, me, n); }'), 'sizeof no_port); }\n  bind(s, me, n); }'],
  ]),
];
