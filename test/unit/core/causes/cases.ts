import { type CauseCase, fault, fine, go } from './causeCase.ts';

const server = (inside: string): string => `http {\nserver {\n${inside}\n}\n}\n`;
const upstream = (inside: string): string => `upstream app { server 10.0.0.5:8080; ${inside} }\n`;
const kept = 'proxy_http_version 1.1;\nproxy_set_header Connection "";';
const haproxy = (backend: string, defaults = ''): string =>
  `defaults\n  mode http\n${defaults}backend app\n${backend}  server s1 10.0.0.5:8080\n`;

export const causeCases: readonly CauseCase[] = [
  fault('nginx.conf', server('location / { proxy_pass http://10.0.0.5:8080; }'), '3 nginx-no-upstream'),
  fine(
    'nginx.conf',
    `http {\n${upstream('keepalive 16;')}server {\n${kept}\nlocation / { proxy_pass http://app; }\n}\n}\n`,
  ),
  fault(
    'nginx.conf',
    `http {\n${upstream('keepalive 16;')}server {\nlocation / { proxy_pass http://app; }\n}\n}\n`,
    '4 nginx-half-keepalive',
  ),
  fault(
    'nginx.conf',
    `http {\n${upstream('keepalive 16;')}server {\n${kept}\nlocation / {\nproxy_set_header Host $host;\nproxy_pass http://app; }\n}\n}\n`,
    '7 nginx-header-lost',
  ),
  fault(
    'nginx.conf',
    `http {\nmap $http_upgrade $c {\ndefault upgrade;\n'' close;\n}\n${upstream('keepalive 16;')}server {\nproxy_http_version 1.1;\nproxy_set_header Connection $c;\nlocation / { proxy_pass http://app; }\n}\n}\n`,
    '4 nginx-connection-close',
  ),
  fault(
    'nginx.conf',
    `http {\n${upstream('')}server {\nlocation / { proxy_pass http://app; }\n}\n}\n`,
    '2 nginx-keepalive-size',
  ),
  fault(
    'nginx.conf',
    `http {\nupstream app {\nserver 10.0.0.5:8080;\nkeepalive 16;\nleast_conn;\n}\nserver {\n${kept}\nlocation / { proxy_pass http://app; }\n}\n}\n`,
    '4 nginx-keepalive-size',
  ),
  fault(
    'nginx.conf',
    server('set $to 10.0.0.5:8080;\nlocation / { proxy_pass http://$to; }'),
    '4 nginx-variable',
  ),
  fault(
    'nginx.conf',
    server('location / { fastcgi_keep_conn on; fastcgi_pass 10.0.0.5:9000; }'),
    '3 nginx-fastcgi-tcp',
  ),
  fine('nginx.conf', server('location / { fastcgi_pass 10.0.0.5:9000; }')),
  fine('nginx.conf', server('location / { proxy_pass http://unix:/run/app.sock; }')),
  fine('nginx.conf', 'stream {\nserver { proxy_pass 10.0.0.5:8080; }\n}\n'),
  // A WebSocket lives long.
  fine(
    'nginx.conf',
    server('location /ws/ { proxy_set_header Connection "upgrade"; proxy_pass http://10.0.0.5:8080; }'),
  ),
  // An upstream block in a file that is not given.
  fine('conf.d/site.conf', 'server {\nlocation / { proxy_pass http://app; }\n}\n'),
  fault(
    'nginx.conf',
    'http {\nserver {\nlocation / { proxy_pass http://10.0.0.5:8080;\n',
    '3 nginx-no-upstream',
  ),

  fault('haproxy.cfg', haproxy('  option httpclose\n'), '4 haproxy-close'),
  fault('haproxy.cfg', haproxy('', '  option http-server-close\n'), '3 haproxy-close'),
  fine(
    'haproxy.cfg',
    haproxy('  option http-keep-alive\n  http-reuse always\n', '  option http-server-close\n'),
  ),
  fault('haproxy.cfg', haproxy(''), '3 haproxy-reuse'),
  fault('haproxy.cfg', haproxy('  http-reuse never\n'), '4 haproxy-reuse'),
  fine('haproxy.cfg', haproxy('  http-reuse always\n')),
  fault('haproxy.cfg', haproxy('  http-reuse always\n  source 10.0.0.1:40000-40049\n'), '5 haproxy-source'),
  fine('haproxy.cfg', haproxy('  http-reuse always\n  source 10.0.0.1\n')),
  fault(
    'haproxy.cfg',
    'defaults\n  mode tcp\nlisten l\n  bind :80\n  server s1 10.0.0.5:8080\n',
    '2 haproxy-tcp',
  ),
  fine('haproxy.cfg', 'defaults\n  mode tcp\nlisten l\n  bind :5432\n  server s1 10.0.0.5:5432\n'),

  fault('httpd.conf', 'ProxyPass / http://10.0.0.5:8080/ disablereuse=on\n', '1 apache-disablereuse'),
  fine('httpd.conf', 'ProxyPass / http://10.0.0.5:8080/\n'),
  fault(
    'httpd.conf',
    'RewriteEngine On\nRewriteRule ^/(.*)$ http://10.0.0.5:8080/$1 [P,L]\n',
    '2 apache-rewrite-p',
  ),
  fine(
    'httpd.conf',
    '<Proxy "http://10.0.0.5:8080/">\nProxySet enablereuse=on\n</Proxy>\nRewriteRule ^/(.*)$ http://10.0.0.5:8080/$1 [P]\n',
  ),
  fault('httpd.conf', 'ProxyPassMatch ^/app/(.*)$ http://10.0.0.5:8080/app/$1\n', '1 apache-match'),

  fault(
    'app.py',
    'import requests\ndef price(i):\n    return requests.get("http://a:8080/")\n',
    '3 py-module-call',
  ),
  fault(
    'app.py',
    'from requests import get as fetch\ndef price(i):\n    return fetch("http://a:8080/")\n',
    '3 py-module-call',
  ),
  fine(
    'app.py',
    'import requests\ns = requests.Session()\ndef price(i):\n    return s.get("http://a:8080/")\n',
  ),
  fine('app.py', 'import requests\ndef main():\n    return requests.get("http://a:8080/")\n'),
  fine('tool.py', 'import argparse, requests\ndef price(i):\n    return requests.get("http://a:8080/")\n'),
  fault(
    'app.py',
    'import requests\ndef price(i):\n    with requests.Session() as s:\n        return s.get("http://a:8080/")\n',
    '3 py-client-per-call',
  ),
  fine('app.py', 'import requests\nclass A:\n    def load(self):\n        self.s = requests.Session()\n'),
  fine(
    'app.py',
    'import requests\ndef session():\n    s = requests.Session()\n    s.verify = False\n    return s\n',
  ),
  fine(
    'app.py',
    'import requests\ndef load(all):\n    with requests.Session() as s:\n        for one in all:\n            s.get(one)\n',
  ),
  fault(
    'app.py',
    'import requests\ns = requests.Session()\ndef head(u):\n    r = s.get(u, stream=True)\n    print(r.status_code)\n',
    '4 py-stream',
  ),
  fine(
    'app.py',
    'import requests\ns = requests.Session()\ndef head(u):\n    with s.get(u, stream=True) as r:\n        print(r.status_code)\n',
  ),
  fault(
    'app.py',
    'import redis\ndef hit():\n    r = redis.Redis(host="a", port=6379)\n    r.incr("n")\n',
    '3 py-db',
  ),
  fine('app.py', 'import redis\nr = redis.Redis(host="a", port=6379)\ndef hit():\n    r.incr("n")\n'),
  fault(
    'app.py',
    'import socket\nkept = []\ndef serve(s):\n    c, _ = s.accept()\n    kept.append(c)\n',
    '4 unclosed',
  ),
  fine(
    'app.py',
    'import socket\nkept = []\ndef serve(s):\n    c, _ = s.accept()\n    kept.append(c)\n    c.close()\n',
  ),
  fault(
    'app.py',
    'import http.client\ndef call():\n    http.client.HTTPConnection("a", source_address=("10.0.0.1", 0))\n',
    '3 c-bind-first',
  ),

  fault(
    'app.js',
    "const http = require('http');\nfunction call() {\n  http.get(url, { agent: false }, (r) => r.resume());\n}\n",
    '3 js-agent-off',
  ),
  fault(
    'app.ts',
    "import https from 'node:https';\nexport const agent = new https.Agent({ rejectUnauthorized: false });\n",
    '2 js-agent-off',
  ),
  fine(
    'app.ts',
    "import https from 'node:https';\nexport const agent = new https.Agent({ keepAlive: true });\n",
  ),
  fault(
    'app.mjs',
    "import http from 'node:http';\nfunction call() {\n  http.get(url, { headers: { Connection: 'close' } }, (r) => r.resume());\n}\n",
    '3 js-agent-off',
  ),
  fine(
    'app.mjs',
    "import http from 'node:http';\nhttp.createServer((q, res) => { res.writeHead(200, { Connection: 'close' }); });\n",
  ),
  fault(
    'app.mjs',
    "import http from 'node:http';\nfunction call() {\n  http.get(url, { agent: new http.Agent({ keepAlive: true }) }, (r) => r.resume());\n}\n",
    '3 js-agent-per-call',
  ),
  fault(
    'app.mjs',
    "import https from 'node:https';\nfunction call(url) {\n  return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });\n}\n",
    '3 js-agent-per-call',
  ),
  fault(
    'app.mjs',
    "import { Agent } from 'undici';\nfunction call(url) {\n  return fetch(url, { dispatcher: new Agent() });\n}\n",
    '3 js-agent-per-call',
  ),
  fault(
    'app.mjs',
    "import https from 'node:https';\nfunction call(url) {\n  return axios.put(url, 'a', { httpsAgent: new https.Agent({ keepAlive: true }) });\n}\n",
    '3 js-agent-per-call',
  ),
  fine(
    'app.mjs',
    "import https from 'node:https';\nfunction agentFor(host) {\n  return _.get(agents, host, new https.Agent({ keepAlive: true }));\n}\n",
  ),
  fine(
    'app.py',
    'import requests\nclass Shop:\n    def session(self, name):\n        return self._sessions.get(name, requests.Session())\n',
  ),
  fine(
    'app.mjs',
    "import https from 'node:https';\nfunction agentFor(host) {\n  return agents.get(host) ?? new https.Agent({ keepAlive: true });\n}\n",
  ),
  fine(
    'app.mjs',
    "import http from 'node:http';\nfunction makeClient() {\n  return axios.create({ httpAgent: new http.Agent({ keepAlive: true }) });\n}\n",
  ),
  fault(
    'app.mjs',
    "import http from 'node:http';\nfunction call() {\n  http.get(url, (r) => console.log(r.statusCode));\n}\n",
    '3 js-unread',
  ),
  fine(
    'app.mjs',
    "import http from 'node:http';\nfunction call() {\n  http.get(url, (r) => { r.on('data', () => {}); });\n}\n",
  ),
  fault(
    'app.mjs',
    "import pg from 'pg';\nasync function call() {\n  const c = new pg.Client(url);\n  await c.connect();\n}\n",
    '3 js-db',
  ),
  fine(
    'app.mjs',
    "import pg from 'pg';\nconst pool = new pg.Pool();\nasync function call() {\n  return pool.query('select 1');\n}\n",
  ),
  fault(
    'load.js',
    "import http from 'k6/http';\nexport const options = { noConnectionReuse: true };\n",
    '2 sh-load',
  ),

  fault(
    'a.go',
    go(
      'func call() { c := &http.Client{Transport: &http.Transport{}}\nr, _ := c.Get("http://a:80/")\ndefer r.Body.Close()\nio.ReadAll(r.Body) }',
    ),
    '6 go-transport-per-call',
  ),
  fine('a.go', go('var c = &http.Client{Transport: &http.Transport{}}')),
  fine('a.go', go('func NewClient() *http.Client { return &http.Client{Transport: &http.Transport{}} }')),
  fault(
    'a.go',
    go(
      'func call() error {\nr, err := http.Get("http://a:80/")\nif err != nil { return err }\nr.Body.Close()\nreturn nil }',
    ),
    '7 go-body-unread',
  ),
  fine(
    'a.go',
    go(
      'func call() error {\nr, err := http.Get("http://a:80/")\nif err != nil { return err }\nio.Copy(io.Discard, r.Body)\nr.Body.Close()\nreturn nil }',
    ),
  ),
  fault(
    'a.go',
    go('func call() int {\nr, _ := http.Get("http://a:80/")\nreturn r.StatusCode }'),
    '7 go-body-unclosed',
  ),
  fine(
    'a.go',
    go('func call() (*http.Response, error) {\nr, err := http.Get("http://a:80/")\nreturn r, err }'),
  ),
  // Not of net/http.
  fine('a.go', go('func call(cache *Cache) {\nr, _ := cache.Get("a")\nr.Use() }')),
  fault('a.go', go('var t = &http.Transport{DisableKeepAlives: true}'), '6 go-disable'),
  fault(
    'a.go',
    'package a\nimport "net"\nvar d = net.Dialer{LocalAddr: &net.TCPAddr{IP: ip}}\n',
    '3 c-bind-first',
  ),

  fault(
    'A.java',
    'class A {\n  int call() {\n    HttpClient c = HttpClient.newHttpClient();\n    return c.send(r).statusCode(); } }\n',
    '3 java-client-per-call',
  ),
  fine('A.java', 'class A {\n  static final HttpClient C = HttpClient.newHttpClient(); }\n'),
  fine('A.java', 'class A {\n  final OkHttpClient c;\n  A() { c = new OkHttpClient(); } }\n'),
  fine(
    'A.java',
    'class A {\n  @Bean\n  OkHttpClient client() { return new OkHttpClient.Builder().build(); } }\n',
  ),
  fault(
    'A.java',
    'class A {\n  void call(URL u) {\n    HttpURLConnection c = (HttpURLConnection) u.openConnection();\n    c.getInputStream().readAllBytes();\n    c.disconnect(); } }\n',
    '5 java-disconnect',
  ),

  fault('a.php', "<?php\n$r = new Redis();\n$r->connect('10.0.0.5', 6379);\n", '3 php-connect'),
  fine('a.php', "<?php\n$r = new Redis();\n$r->pconnect('10.0.0.5', 6379);\n"),
  fine('a.php', "<?php\n$p = new PDO('mysql:host=localhost;dbname=a');\n"),
  fine('a.php', "<?php\n$p = new PDO('sqlite::memory:');\n"),
  fault(
    'a.php',
    '<?php\nforeach ($urls as $u) {\n  $c = curl_init($u);\n  curl_exec($c);\n}\n',
    '3 php-curl',
  ),

  fine('A.cs', 'class A {\n  HttpClient c;\n  void Reload() {\n    c = new HttpClient(); } }\n'),
  fault(
    'A.cs',
    'class A {\n  async Task Call() {\n    using var c = new HttpClient();\n    await c.GetAsync("http://a/"); } }\n',
    '3 cs-new-httpclient',
  ),
  fine(
    'A.cs',
    'class A {\n  static readonly HttpClient C = new HttpClient();\n  HttpClient d;\n  A() { d = new HttpClient(); } }\n',
  ),
  fault('a.rs', 'async fn call() {\n    reqwest::get("http://a:80/").await;\n}\n', '2 rs-reqwest'),
  fine('a.rs', 'impl A {\n    fn new() -> Self { Self { client: reqwest::Client::new() } }\n}\n'),
  fault('a.rb', 'class A\n  def call\n    Net::HTTP.get(URI("http://a:80/"))\n  end\nend\n', '3 rb-net-http'),
  fine('a.rb', 'class A\n  def call\n    Net::HTTP.start("a", 80) { |h| h.get("/") }\n  end\nend\n'),

  fault('a.c', 'int f(int s) {\n  bind(s, me, n);\n  return connect(s, you, n);\n}\n', '2 c-bind-first'),
  fine(
    'a.c',
    'int f(int s) {\n  setsockopt(s, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, n);\n  bind(s, me, n);\n  return connect(s, you, n);\n}\n',
  ),
  fine('a.c', 'int f(int s) {\n  bind(s, me, n);\n  listen(s, 1);\n  return connect(t, you, n);\n}\n'),
  fault(
    'a.c',
    'int f(int s) {\n  struct linger l = {1, 0};\n  setsockopt(s, SOL_SOCKET, SO_LINGER, &l, sizeof l);\n}\n',
    '2 c-linger0',
  ),
  fine(
    'a.c',
    'int f(int s) {\n  struct linger l = {1, 1};\n  setsockopt(s, SOL_SOCKET, SO_LINGER, &l, sizeof l);\n}\n',
  ),

  fault(
    'A.cs',
    'using System.Net.Http;\nclass A { async Task R(string u) {\n  using (var inner = new ClearanceHandler(u))\n  using (var c = new HttpClient(inner)) { await c.GetAsync(u); }\n} }\n',
    '4 cs-new-httpclient',
  ),
  fine('A.cs', 'class A { void R(Options o) {\n  using (var c = new HttpClient(o)) { c.Send(); }\n} }\n'),
  fine('get.sh', 'for i in $(seq 1 1000); do\n  curl -sL http://a:80/$i > files/$i\ndone\n'),
  ...['> "/dev/null"', '> /dev/stderr', '> /tmp/last', '-d "{\\"x\\": \\"a > $b\\"}"'].map((end) =>
    fault('load.sh', `for i in $(seq 1 1000); do\n  curl -s http://a:80/ ${end}\ndone\n`, '2 sh-curl-loop'),
  ),
  fault(
    'load.sh',
    'for i in $(seq 1 1000); do\n  curl -s http://a:80/ > /dev/null\ndone\n',
    '2 sh-curl-loop',
  ),
  fault('load.sh', 'for i in $(seq 1 1000); do\n  curl -s http://a:80/\ndone\n', '2 sh-curl-loop'),
  fine('wait.sh', 'while ! curl -s http://a:80/; do\n  sleep 1\ndone\n'),
  fine('three.sh', 'for i in 1 2 3; do\n  curl -s http://a:80/\ndone\n'),
  fault('load.sh', 'ab -n 1000 -c 10 http://a:80/\n', '1 sh-load'),
  fine('load.sh', 'ab -k -n 1000 -c 10 http://a:80/\n'),
  fault('plan.jmx', '<boolProp name="HTTPSampler.use_keepalive">false</boolProp>\n', '1 sh-load'),
];
