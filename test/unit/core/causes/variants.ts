/** A pattern of the guide as other people write it. */
interface Variant {
  readonly path: string;
  readonly text: string;
  /** `line cause`, counted from 1. */
  readonly site: string;
  readonly to?: string;
  /** What the edit must have put in; absent where nothing is offered. */
  readonly fixed?: string;
}

const py = (body: string): string =>
  `import sys\n${body}\n\nif __name__ == '__main__':\n    for _ in range(190):\n        price()\n`;
const js = (body: string): string => `const http = require('http');\n${body}\n`;

/** The patterns of the guide as other people write them: with constants, options in variables, other calls of the library. */
export const variants: readonly Variant[] = [
  // A program that may be a tool: only sockets can tell.
  {
    path: 'a.py',
    text: py("import requests\ndef price():\n    return requests.get('http://127.0.0.2:8080/')"),
    site: '4 py-module-call',
    fixed: '_session.get(',
  },
  {
    path: 'a.py',
    text: py(
      "import requests\nHOST = '127.0.0.2'\nPORT = 8080\ndef price():\n    return requests.get(f'http://{HOST}:{PORT}/')",
    ),
    site: '6 py-module-call',
    fixed: '_session.get(',
  },
  {
    path: 'a.py',
    text: py(
      "import os\nimport requests\nHOST = os.environ.get('STOCK', '127.0.0.2')\nBASE = f'http://{HOST}:8080'\ndef price():\n    return requests.get(BASE + '/')",
    ),
    site: '7 py-module-call',
    fixed: '_session.get(',
  },
  {
    path: 'a.py',
    text: py("from requests import get\ndef make_price():\n    return get('http://127.0.0.2:8080/')"),
    site: '4 py-module-call',
    fixed: 'import requests\n\n_session = requests.Session()',
  },
  {
    path: 'a.py',
    text: py("import requests as rq\ndef run():\n    return rq.request('GET', 'http://127.0.0.2:8080/')"),
    site: '4 py-module-call',
    fixed: '_session.request(',
  },
  {
    path: 'a.py',
    text: py(
      "import requests\ndef price():\n    with requests.Session() as s:\n        r = s.get('http://127.0.0.2:8080/')\n        return r.json()",
    ),
    site: '4 py-client-per-call',
    fixed: "    s = _session\n    r = s.get('http://127.0.0.2:8080/')\n    return r.json()",
  },
  {
    path: 'a.py',
    text: py(
      "import requests\ndef price():\n    s = requests.Session()\n    r = s.get('http://127.0.0.2:8080/')\n    s.close()\n    return r.json()",
    ),
    site: '4 py-client-per-call',
    fixed: "    s = _session\n    r = s.get('http://127.0.0.2:8080/')\n    return r.json()",
  },
  {
    path: 'a.py',
    text: py("import requests\ndef price():\n    return requests.Session().get('http://127.0.0.2:8080/')"),
    site: '4 py-client-per-call',
    fixed: 'return _session.get(',
  },
  {
    path: 'a.py',
    text: py(
      "import redis\nREDIS_HOST = '127.0.0.2'\ndef hit():\n    r = redis.Redis(host=REDIS_HOST)\n    r.incr('n')",
    ),
    site: '5 py-db',
    to: '127.0.0.2:6379',
    fixed: '_redis = redis.Redis(host=REDIS_HOST)',
  },
  {
    path: 'a.py',
    text: "import socket\nopen_ones = []\n\ndef grab():\n    s = socket.create_connection(('127.0.0.2', 8080))\n    open_ones.append(s)\n\ndef done(l):\n    l.close()\n",
    site: '5 unclosed',
  },
  {
    path: 'a.py',
    text: "import socket\n\nclass Feed:\n    def __init__(self):\n        self.sock = socket.create_connection(('127.0.0.2', 8080))\n\nfeeds = [Feed() for _ in range(200)]\n",
    site: '5 unclosed',
  },
  {
    path: 'a.py',
    text: "import asyncio\nkept = []\nasync def grab():\n    reader, writer = await asyncio.open_connection('127.0.0.2', 8080)\n    kept.append(writer)\n",
    site: '4 unclosed',
  },
  // Probes.
  {
    path: 'a.py',
    text: "import socket, time\nwhile True:\n    socket.create_connection(('127.0.0.2', 8080), 1).close()\n    time.sleep(0.01)\n",
    site: '3 probe',
  },
  {
    path: 'a.py',
    text: "import socket\nHOST, PORT = '127.0.0.2', 8080\ndef alive():\n    try:\n        with socket.create_connection((HOST, PORT), timeout=1):\n            return True\n    except OSError:\n        return False\n",
    site: '5 probe',
    to: '',
  },
  {
    path: 'a.py',
    text: "import socket\ndef alive():\n    s = socket.socket()\n    s.settimeout(1)\n    s.connect(('127.0.0.2', 8080))\n    s.close()\n",
    site: '5 probe',
  },
  {
    path: 'a.go',
    text: 'package main\n\nimport "net"\n\nfunc alive() bool {\n\tc, err := net.Dial("tcp", "127.0.0.2:8080")\n\tif err != nil {\n\t\treturn false\n\t}\n\tc.Close()\n\treturn true\n}\n',
    site: '6 probe',
  },
  {
    path: 'a.js',
    text: "const net = require('net');\nsetInterval(() => {\n  const s = net.connect(8080, '127.0.0.2');\n  s.on('connect', () => s.end());\n}, 10);\n",
    site: '3 probe',
    to: '',
  },
  {
    path: 'a.rb',
    text: "require 'socket'\ndef alive?\n  TCPSocket.new('127.0.0.2', 8080).close\nend\n",
    site: '3 probe',
  },
  {
    path: 'a.sh',
    text: 'while true; do\n  nc -z 127.0.0.2 8080\n  sleep 0.1\ndone\n',
    site: '2 sh-curl-loop',
  },
  {
    path: 'a.sh',
    text: 'HOST=127.0.0.2\nPORT=8080\nfor i in $(seq 500); do\n  curl -s "http://$HOST:$PORT/"\ndone\n',
    site: '4 sh-curl-loop',
  },
  // Node.js.
  {
    path: 'a.js',
    text: js(
      "const options = { host: '127.0.0.2', port: 8080, agent: false };\nfunction price(next) {\n  http.get(options, (r) => r.resume().on('end', next));\n}",
    ),
    site: '2 js-agent-off',
    fixed: "{ host: '127.0.0.2', port: 8080 }",
  },
  {
    path: 'a.js',
    text: js(
      "function price(next) {\n  const q = http.request({ port: 8080, hostname: '127.0.0.2', path: '/', agent: false }, (r) => r.resume().on('end', next));\n  q.end();\n}",
    ),
    site: '3 js-agent-off',
    fixed: "path: '/' }",
  },
  {
    path: 'a.ts',
    text: "import * as http from 'node:http';\nconst HOST = process.env.STOCK_HOST ?? '127.0.0.2';\nconst PORT = 8080;\nfunction price(next: () => void) {\n  http.get(`http://${HOST}:${PORT}/`, { agent: false }, (r) => r.resume().on('end', next));\n}\n",
    site: '5 js-agent-off',
    fixed: 'http.get(`http://${HOST}:${PORT}/`, {  }',
  },
  {
    path: 'a.mjs',
    text: "import http from 'node:http';\nfunction price(next) {\n  const agent = new http.Agent({ keepAlive: false, maxSockets: 4 });\n  http.get('http://127.0.0.2:8080/', { agent }, (r) => r.resume().on('end', next));\n}\n",
    site: '3 js-agent-off',
    fixed: 'keepAlive: true',
  },
  // Go.
  {
    path: 'a.go',
    text: 'package main\n\nimport (\n\t"fmt"\n\t"io"\n\t"net/http"\n\t"time"\n)\n\nconst host = "127.0.0.2"\nconst port = 8080\n\nfunc price() error {\n\ttr := &http.Transport{MaxIdleConns: 10, IdleConnTimeout: 30 * time.Second}\n\tclient := &http.Client{Transport: tr, Timeout: 5 * time.Second}\n\tresp, err := client.Get(fmt.Sprintf("http://%s:%d/", host, port))\n\tif err != nil {\n\t\treturn err\n\t}\n\tdefer resp.Body.Close()\n\t_, err = io.ReadAll(resp.Body)\n\treturn err\n}\n',
    site: '14 go-transport-per-call',
    fixed: 'tr := sharedTransport',
  },
  {
    path: 'a.go',
    text: 'package main\n\nimport (\n\t"flag"\n\t"net/http"\n)\n\nvar client = &http.Client{}\n\nfunc price() (int, error) {\n\treq, _ := http.NewRequest("GET", "http://127.0.0.2:8080/", nil)\n\tresp, err := client.Do(req)\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\tdefer resp.Body.Close()\n\treturn resp.StatusCode, nil\n}\n\nfunc main() { flag.Parse() }\n',
    site: '12 go-body-unread',
    fixed: 'io.Copy(io.Discard, resp.Body)',
  },
  {
    path: 'a.go',
    text: 'package main\n\nimport (\n\t"net/http"\n)\n\nfunc price() error {\n\tresp, err := http.Get("http://127.0.0.2:8080/")\n\tif err != nil {\n\t\treturn err\n\t}\n\tif resp.StatusCode != 200 {\n\t\treturn nil\n\t}\n\treturn nil\n}\n',
    site: '8 go-body-unclosed',
    fixed: 'defer func() { io.Copy(io.Discard, resp.Body); resp.Body.Close() }()',
  },
  {
    path: 'a.go',
    text: 'package main\n\nimport "net/http"\n\nfunc ping() error {\n\t_, err := http.Get("http://127.0.0.2:8080/")\n\treturn err\n}\n',
    site: '6 go-body-unclosed',
  },
  // Java.
  {
    path: 'A.java',
    text: 'import java.net.http.*;\nclass A {\n  static final String HOST = "127.0.0.2";\n  static final int PORT = 8080;\n  int price() throws Exception {\n    var client = HttpClient.newBuilder().connectTimeout(java.time.Duration.ofSeconds(5)).build();\n    return client.send(HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + PORT + "/")).build(), null).statusCode();\n  }\n}\n',
    site: '6 java-client-per-call',
    to: '',
    fixed: 'var client = SHARED_CLIENT;',
  },
  {
    path: 'A.java',
    text: 'class A {\n  int price() throws Exception {\n    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.2:8080/")).build(), null).statusCode();\n  }\n}\n',
    site: '3 java-client-per-call',
    fixed: 'return SHARED_CLIENT.send(',
  },
  {
    path: 'A.java',
    text: 'class A {\n  int price() throws Exception {\n    try (HttpClient c = HttpClient.newHttpClient()) {\n      return c.send(HttpRequest.newBuilder(URI.create("http://127.0.0.2:8080/")).build(), null).statusCode();\n    }\n  }\n}\n',
    site: '3 java-client-per-call',
    fixed: '{ HttpClient c = SHARED_CLIENT;',
  },
  // PHP.
  {
    path: 'a.php',
    text: "<?php\n$host = '127.0.0.2';\n$redis = new Redis;\n$redis->connect($host, 6379);\n$redis->incr('n');\n$redis->close();\n",
    site: '4 php-connect',
    to: '127.0.0.2:6379',
    fixed: '$redis->pconnect($host, 6379);',
  },
  {
    path: 'a.php',
    text: "<?php\n$redis = new Redis();\n$redis->connect('127.0.0.2');\n",
    site: '3 php-connect',
    to: '127.0.0.2:6379',
    fixed: 'pconnect',
  },
  {
    path: 'a.php',
    text: "<?php\n$r = new Predis\\Client(['scheme' => 'tcp', 'host' => '127.0.0.2', 'port' => 6379]);\n",
    site: '2 php-connect',
    to: '127.0.0.2:6379',
    fixed: "['persistent' => true, 'scheme'",
  },
  {
    path: 'a.php',
    text: "<?php\n$r = new Predis\\Client('tcp://127.0.0.2:6379');\n",
    site: '2 php-connect',
    to: '127.0.0.2:6379',
    fixed: "'tcp://127.0.0.2:6379?persistent=1'",
  },
  {
    path: 'a.php',
    text: "<?php\n$p = new PDO('mysql:host=127.0.0.2;dbname=a', 'me');\n",
    site: '2 php-connect',
    to: '127.0.0.2:3306',
    fixed: "'me', null, [PDO::ATTR_PERSISTENT => true])",
  },
  {
    path: 'a.php',
    text: "<?php\n$m = new mysqli('127.0.0.2', 'me');\n",
    site: '2 php-connect',
    to: '127.0.0.2:3306',
    fixed: "'p:127.0.0.2'",
  },
  // Ruby.
  {
    path: 'a.rb',
    text: "require 'net/http'\nSTOCK = 'http://127.0.0.2:8080/'\ndef price\n  Net::HTTP.get(URI(STOCK))\nend\n",
    site: '4 rb-net-http',
    fixed: '.get(u.request_uri) }.body',
  },
  {
    path: 'a.rb',
    text: "require 'net/http'\ndef price\n  Net::HTTP.get('127.0.0.2', '/price', 8080)\nend\n",
    site: '3 rb-net-http',
    fixed: "Net::HTTP.start('127.0.0.2', 8080)).get('/price').body",
  },
  {
    path: 'a.rb',
    text: "require 'net/http'\nuri = URI('http://127.0.0.2:8080/')\n190.times do\n  Net::HTTP.get_response(uri)\nend\n",
    site: '4 rb-net-http',
    fixed: '.get(u.request_uri) }',
  },
  // C.
  {
    path: 'a.c',
    text: '#define PEER "127.0.0.2"\n#define PORT 8080\nint call(void) {\n  int fd = socket(AF_INET, SOCK_STREAM, 0);\n  struct sockaddr_in local = {0}, peer = {0};\n  local.sin_family = AF_INET;\n  local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);\n  peer.sin_family = AF_INET;\n  peer.sin_port = htons(PORT);\n  inet_pton(AF_INET, PEER, &peer.sin_addr);\n  if (bind(fd, (struct sockaddr *)&local, sizeof local) < 0) {\n    return -1;\n  }\n  return connect(fd, (struct sockaddr *)&peer, sizeof peer);\n}\n',
    site: '11 c-bind-first',
    fixed: 'IP_BIND_ADDRESS_NO_PORT, &no_port, sizeof no_port); }\n  if (bind(',
  },
  {
    path: 'a.c',
    text: 'int call(void) {\n  int fd = socket(AF_INET, SOCK_STREAM, 0);\n  struct sockaddr_in me = { .sin_family = AF_INET, .sin_port = 0 };\n  int rc = bind(fd, (void *)&me, sizeof me);\n  struct sockaddr_in you = {.sin_port = htons(8080), .sin_addr.s_addr = inet_addr("127.0.0.2")};\n  return rc || connect(fd, (void *)&you, sizeof you);\n}\n',
    site: '4 c-bind-first',
    fixed: 'sizeof no_port); }\n  int rc = bind(',
  },
  {
    path: 'a.c',
    text: '#include <sys/socket.h>\nvoid call(int s) {\n  struct linger so = {0};\n  so.l_onoff = 1;\n  setsockopt(s, SOL_SOCKET, SO_LINGER, &so, sizeof so);\n}\n',
    site: '4 c-linger0',
    to: '',
  },
  {
    path: 'a.c',
    text: '#include <sys/socket.h>\nvoid call(int s) {\n  struct linger so = {.l_onoff = 1, .l_linger = 0};\n  setsockopt(s, SOL_SOCKET, SO_LINGER, &so, sizeof so);\n}\n',
    site: '3 c-linger0',
    to: '',
  },
];
