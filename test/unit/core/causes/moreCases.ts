import { type CauseCase, fault, fine, go } from './causeCase.ts';
import { bindFirstCases } from './bindFirstCases.ts';
import { perCallCases } from './perCallCases.ts';
import { bodyCases } from './bodyCases.ts';
import { dbCases } from './dbCases.ts';
import { grpcAndPhpCases } from './grpcAndPhpCases.ts';
import { keepAliveCases } from './keepAliveCases.ts';

/** Configuration of other proxies and of PHP, probes, load tests, and what was found wrong in public repositories. */
export const moreCases: readonly CauseCase[] = [
  ...perCallCases,
  ...bodyCases,
  ...dbCases,
  ...keepAliveCases,
  ...grpcAndPhpCases,
  ...bindFirstCases,
  fault(
    'Caddyfile',
    'example.com {\n  reverse_proxy 10.0.0.5:8080 {\n    transport http {\n      keepalive off\n    }\n  }\n}\n',
    '4 caddy-keepalive',
  ),
  fine('Caddyfile', 'example.com {\n  reverse_proxy 10.0.0.5:8080\n  # keepalive off\n}\n'),
  fault(
    'Caddyfile',
    ':80 {\n  reverse_proxy a:1 {\n    transport http {\n      keepalive_idle_conns_per_host 2\n',
    '4 caddy-keepalive',
  ),
  fault(
    'dynamic.yml',
    'http:\n  serversTransports:\n    backend:\n      insecureSkipVerify: true\n',
    '3 traefik-idle',
  ),
  fine('dynamic.yml', 'http:\n  serversTransports:\n    backend:\n      maxIdleConnsPerHost: 200\n'),
  fault('dynamic.toml', '[http.serversTransports.backend]\n  maxIdleConnsPerHost = -1\n', '2 traefik-idle'),
  fault('dynamic.toml', '[http.serversTransports.backend]\n  serverName = "a"\n', '1 traefik-idle'),
  fault(
    'transport.yaml',
    'apiVersion: traefik.io/v1alpha1\nkind: ServersTransport\nspec:\n  serverName: a\n',
    '3 traefik-idle',
  ),
  // Its default is 200.
  fine('traefik.yml', 'serversTransport:\n  insecureSkipVerify: true\n'),
  fault(
    'envoy.yaml',
    'static_resources:\n  clusters:\n  - name: app\n    max_requests_per_connection: 1\n    load_assignment:\n      endpoints:\n      - lb_endpoints:\n        - endpoint: {address: {socket_address: {address: 10.0.0.5, port_value: 8080}}}\n',
    '4 envoy-close',
  ),
  fault(
    'envoy.yaml',
    'static_resources:\n  clusters:\n  - name: app\n    upstream_bind_config:\n      source_address: {address: 10.0.0.1, port_value: 0}\n',
    '5 c-bind-first',
  ),
  fine(
    'envoy.yaml',
    'static_resources:\n  clusters:\n  - name: app\n    max_requests_per_connection: 1000\n    upstream_bind_config:\n      source_address: {address: 10.0.0.1, port_value: 0}\n      socket_options: [{level: 0, name: 24, int_value: 1, state: STATE_PREBIND}]\n',
  ),
  fault(
    'rule.yaml',
    'kind: DestinationRule\nspec:\n  trafficPolicy:\n    connectionPool:\n      http:\n        http1MaxPendingRequests: 1\n        maxRequestsPerConnection: 1\n',
    '7 envoy-close',
  ),
  // An anchor within itself, and a text that no parser should follow.
  fine('envoy.yaml', `a: &a\n  max_requests_per_connection: 2\n  b: *a\n`),
  fine('envoy.yaml', `max_requests_per_connection: ${'['.repeat(20_000)}`),
  fault(
    'app.service',
    '[Service]\nExecStart=/usr/lib/systemd/systemd-socket-proxyd --exit-idle-time=5min 10.0.0.5:8080\n',
    '2 socket-proxyd',
  ),
  fine('app.service', '[Service]\nExecStart=/usr/lib/systemd/systemd-socket-proxyd /run/app.sock\n'),
  fault(
    'deploy.yaml',
    'spec:\n  containers:\n  - name: app\n    livenessProbe:\n      tcpSocket: {port: 8080}\n      periodSeconds: 1\n',
    '6 probe',
  ),
  fine(
    'deploy.yaml',
    'spec:\n  containers:\n  - name: app\n    livenessProbe:\n      exec: {command: [true]}\n      periodSeconds: 1\n    startupProbe:\n      httpGet: {port: 8080}\n      periodSeconds: 1\n    readinessProbe:\n      httpGet: {port: 8080}\n      periodSeconds: 10\n',
  ),
  ...[
    'test: curl -f http://localhost:8080/ || exit 1',
    'test: ["CMD", "wget", "-q", "--spider", "http://localhost:8080/"]',
    "test: ['CMD-SHELL', 'nc -z localhost 8080']",
    'test: [CMD, redis-cli, ping]',
    'test: [CMD-SHELL, pg_isready -U shop -h 127.0.0.1]',
  ].map((test) =>
    fault(
      'compose.yaml',
      `services:\n  app:\n    healthcheck:\n      ${test}\n      interval: 1s\n      retries: 3\n`,
      '5 probe',
    ),
  ),
  fault(
    'stack.yml',
    'x-check: &check\n  interval: 500ms\nservices:\n  app: {healthcheck: {<<: *check, test: curl -f http://localhost:8080/}}\n',
    '2 probe',
  ),
  ...[
    'test: curl -f http://localhost:8080/\n      interval: 30s',
    'test: curl -f http://localhost:8080/\n      interval: 1m1s',
    'test: curl -f http://localhost:8080/\n      interval: 0s',
    'test: curl -f http://localhost:8080/\n      interval: ${EVERY:-1s}',
    'test: curl -f http://localhost:8080/\n      start_interval: 1s',
    'test: curl -f http://localhost:8080/\n      interval: 1s\n      disable: true',
    'test: curl -f --unix-socket /run/app.sock http://localhost/\n      interval: 1s',
    'test: nc -zU /run/app.sock\n      interval: 1s',
    'test: pg_isready -U shop\n      interval: 1s',
    'test: [CMD, cat, /run/ready]\n      interval: 1s',
    'test: [NONE]\n      interval: 1s',
  ].map((check) => fine('compose.yaml', `services:\n  app:\n    healthcheck:\n      ${check}\n`)),
  fault('www.conf', '[www]\npm = dynamic\npm.max_children = 5\npm.max_requests = 5\n', '4 php-pool'),
  fine('www.conf', '[www]\npm = dynamic\npm.max_children = 5\npm.max_requests = 500\n;pm.max_requests = 5\n'),
  fault('php.ini', '[MySQLi]\nmysqli.allow_persistent = Off\n', '2 php-pool'),
  fine('php.ini', '[MySQLi]\nmysqli.allow_persistent = On\n'),
  fault('.siegerc', 'connection = close\n', '1 sh-load'),
  fault('load.sh', 'k6 run --no-connection-reuse load.js\n', '1 sh-load'),
  fault(
    'app.mjs',
    "import http from 'node:http';\nfunction call() {\n  http.get({ host: 'a', localAddress: '10.0.0.1' }, (r) => r.resume());\n}\n",
    '3 c-bind-first',
  ),
  fault(
    'a.rb',
    'class A\n  def call\n    Net::HTTP.start("a", 80, nil, nil, nil, nil, local_host: "10.0.0.1") { |h| h.get("/") }\n  end\nend\n',
    '3 c-bind-first',
  ),
  fault(
    'A.java',
    'class A {\n  void call(InetAddress me) {\n    Socket s = new Socket();\n    s.bind(new InetSocketAddress(me, 0));\n    s.connect(you); } }\n',
    '4 c-bind-first',
  ),
  // A socket of the file system has no ports.
  fine(
    'a.go',
    go(
      'func call() { t := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return d.DialContext(ctx, "unix", path) }}\nc := &http.Client{Transport: t}\nc.Do(r) }',
    ),
  ),
  // Another client by a name that the file has for one of net/http.
  fine(
    'a.go',
    go(
      'func one() { client := &http.Client{}\nclient.CloseIdleConnections() }\nfunc two() {\nclient, err := fcgi.Dial("a")\nr, err := client.Get(env)\nio.ReadAll(r.Body) }',
    ),
  ),
  // A transport that is being put away.
  fine('a.go', go('func retire(t *http.Transport) { t.DisableKeepAlives = true\nt.CloseIdleConnections() }')),
  fault(
    'a.go',
    go(
      'func call() error {\nr, err := http.Get("http://a:80/")\nif err != nil { return err }\ndefer r.Body.Close()\nreturn nil }',
    ),
    '7 go-body-unread',
  ),
  fine(
    'a.rs',
    'async fn follow() {\n    let client = reqwest::Client::new();\n    loop {\n        client.get(url).send().await;\n    }\n}\n',
  ),
  // A class of the program's own.
  fine(
    'A.cs',
    'class A {\n  void Call() {\n    var c = new HttpClient(Array.Empty<Filter>(), cache);\n    c.Get(url); } }\n',
  ),
  // A health check that ends.
  fine(
    'health.js',
    "const http = require('http');\nhttp.get(url, (res) => { process.exit(res.statusCode === 200 ? 0 : 1); });\n",
  ),
  // Code that hands a `testing.T` on is test code, whatever its file is called.
  fine(
    'helper.go',
    'package x\nimport (\n"net/http"\n"testing"\n)\nfunc Redirect(t *testing.T, c *http.Client) int {\nr, _ := http.Get("http://a:80/")\nreturn r.StatusCode }\n',
  ),
  // What signs in, updates and downloads runs once in a while.
  fine('app.py', 'import requests\ndef get_access_token(self):\n    return requests.post("http://a:80/")\n'),
  fault(
    'app.py',
    'import requests\ndef author_of(i):\n    return requests.get("http://a:80/")\n',
    '3 py-module-call',
  ),
  fine('app.py', 'import requests\ndef download_ui(url):\n    return requests.get(url)\n'),
  fault(
    'app.py',
    'import requests\ndef download_all(urls):\n    for url in urls:\n        requests.get(url)\n',
    '4 py-module-call',
  ),
  fine('shop/commands/price.py', 'import requests\ndef price():\n    return requests.get("http://a:80/")\n'),
  // Whoever calls says where to: it may be somewhere else each time.
  fine(
    'check.js',
    "const { Client } = require('pg');\nasync function check(config) {\n  const c = new Client(config);\n  await c.connect();\n}\n",
  ),
  fine(
    'check.js',
    "const redis = require('redis');\nfunction check(dsn) {\n  return new Promise((done) => {\n    const c = redis.createClient({ url: dsn });\n    c.on('ready', done);\n  });\n}\n",
  ),
  fault(
    'find.js',
    "const { Client } = require('pg');\nasync function find(id) {\n  const c = new Client({ host: 'a', port: 5432 });\n  await c.connect();\n}\n",
    '3 js-db',
  ),
  fine(
    'check.py',
    'import psycopg2\ndef check(dsn):\n    c = psycopg2.connect(dsn)\n    c.cursor().execute("select 1")\n',
  ),
  // Each turn of the loop connects to another server.
  fine(
    'a.py',
    'import pymysql\ndef grant(hosts):\n    for host in hosts:\n        c = pymysql.connect(host=host, user="a")\n        c.close()\n',
  ),
  // What checks, signs in over OpenID or reports how it is used does so once in a while.
  fine(
    'a.py',
    'import requests\ndef check_registry_reachable(a):\n    return requests.get("http://a:80/").ok\n',
  ),
  fine('a.py', 'import httpx\ndef get_openid_configuration(i):\n    return httpx.get("http://a:80/")\n'),
  fine('app/update_check.py', 'import requests\ndef newest(i):\n    return requests.get("http://a:80/")\n'),
  fine(
    'internal/commands/report.go',
    go(
      'func report() error {\nr, err := http.Get("http://a:80/")\nif err != nil { return err }\nr.Body.Close()\nreturn nil }',
    ),
  ),
  fine('src/checkUpdates.py', 'import requests\ndef newest(i):\n    return requests.get("http://a:80/")\n'),
  fine('src/health-check.py', 'import requests\ndef newest(i):\n    return requests.get("http://a:80/")\n'),
  // A loop runs often wherever it is, Go has the main packages of services in `cmd`, and words that only begin so are others.
  fault(
    'cmd/server/handler.go',
    go(
      'func report() error {\nr, err := http.Get("http://a:80/")\nif err != nil { return err }\nr.Body.Close()\nreturn nil }',
    ),
    '7 go-body-unread',
  ),
  fault(
    'cli/prices.py',
    'import requests\ndef prices(all):\n    for i in all:\n        requests.get("http://a:80/")\n',
    '4 py-module-call',
  ),
  ...['healthcare_client', 'cart_updater', 'price_prober'].map((name) =>
    fault(
      `src/${name}.py`,
      'import requests\ndef price(i):\n    return requests.get("http://a:80/")\n',
      '3 py-module-call',
    ),
  ),
  // A client that a cache keeps.
  fine(
    'a.rb',
    "class A\n  def fetch\n    http = Net::HTTP.new('a', 80)\n    context.cache('http', http)\n    http.request(one)\n  end\nend\n",
  ),
  // The module is compiled for the product.
  fault(
    'a.rs',
    '#[cfg(not(test))]\nmod net {\n  async fn f(i: u8) { reqwest::get("http://a:80/").await; }\n}\n',
    '3 rs-reqwest',
  ),
  fine(
    'a.rs',
    '#[cfg(test)]\n// Quiet.\n#[allow(dead_code)]\nmod net {\n  async fn f(i: u8) { reqwest::get("http://a:80/").await; }\n}\n',
  ),
  fine(
    'a.rs',
    '#[allow(dead_code)]\n#[cfg(all(test, not(feature = "small")))]\nmod net {\n  async fn f(i: u8) { reqwest::get("http://a:80/").await; }\n}\n',
  ),
  // Another function speaks of sockets of the file system, or another client keeps nothing.
  ...[
    'func kind(s string) bool { return s == "unix" }',
    'func local() { c := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, n, a string) (net.Conn, error) { return net.Dial("unix", p) }}}; use(c) }',
    'var once = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}',
  ].flatMap((beside) =>
    ['http.Get("http://a:80/")', 'plain.Get("http://a:80/")'].map((call) =>
      fault(
        'a.go',
        go(
          `var plain = &http.Client{Timeout: 5}\n${beside}\nfunc price(i int) error {\nr, err := ${call}\nif err != nil { return err }\nr.Body.Close()\nreturn nil }`,
        ),
        ...(beside.startsWith('var once') ? ['7 go-disable'] : []),
        '9 go-body-unread',
      ),
    ),
  ),
  // This client is the one, whether it has the transport at once, by name, or later; or the default one has it.
  ...[
    'var c = &http.Client{Transport: &http.Transport{Dial: func(n, a string) (net.Conn, error) { return net.Dial("unix", p) }}}',
    'func dial(ctx context.Context, n, a string) (net.Conn, error) { return net.Dial("unix", p) }\nvar c = &http.Client{Transport: &http.Transport{DialContext: dial}}',
    'func dial(ctx context.Context, n, a string) (net.Conn, error) { return net.Dial("unix", p) }\nvar t = &http.Transport{DialContext: dial}\nvar c = &http.Client{Transport: t}',
    'func dial(ctx context.Context, n, a string) (net.Conn, error) { return net.Dial("unix", p) }\nvar c = &http.Client{}\nfunc init() { c.Transport = &http.Transport{DialContext: dial} }',
  ].map((client) =>
    fine(
      'a.go',
      go(
        `${client}\nfunc price(i int) error {\nr, err := c.Get("http://a:80/")\nif err != nil { return err }\nr.Body.Close()\nreturn nil }`,
      ),
    ),
  ),
  fine(
    'a.go',
    go(
      'func init() { http.DefaultTransport = &http.Transport{Dial: func(n, a string) (net.Conn, error) { return net.Dial("unix", p) }} }\nfunc price(i int) error {\nr, err := http.Get("http://a:80/")\nif err != nil { return err }\nr.Body.Close()\nreturn nil }',
    ),
  ),
  // SCTP.
  fine(
    'a.c',
    'int f(int s) {\n  s = socket(d, SOCK_STREAM, IPPROTO_SCTP);\n  bind(s, me, n);\n  return connect(s, you, n);\n}\n',
  ),
  // On the way out after an error.
  fine(
    'A.java',
    'class A {\n  boolean has(URL u) {\n    HttpURLConnection c = (HttpURLConnection) u.openConnection();\n    if (c.getResponseCode() != 200) {\n      c.disconnect();\n      return false;\n    }\n    return true; } }\n',
  ),
  // A tool that speaks gRPC to a server.
  fine(
    'client.py',
    'import requests, sys\nH = {"content-type": "application/grpc"}\ndef price(k):\n    return requests.get("http://a:80/" + sys.argv[1])\n',
  ),
  fine('few.sh', 'n=1\nwhile [ $n -le 50 ]; do\n  curl -s http://a:80/\n  n=$((n+1))\ndone\n'),
  fault(
    'load.sh',
    'for i in $(seq 1 1000); do\n  curl -s -o /dev/null http://a:80/\ndone\n',
    '2 sh-curl-loop',
  ),
  // Who interrupts a sampler did not use the connection.
  fine(
    'A.java',
    'class A {\n  HttpURLConnection saved;\n  void interrupt() {\n    HttpURLConnection c = saved;\n    c.disconnect(); } }\n',
  ),
  fine(
    'a.go',
    go(
      'func call() error {\nr, err := http.Get("http://a:80/")\nif err != nil { return err }\ndefer closeQuietly(r.Body)\n_, err = io.ReadAll(r.Body)\nreturn err }',
    ),
  ),
  fine(
    'a.rs',
    '#[cfg(test)]\nmod tests {\n    async fn call() {\n        reqwest::get("http://a:80/").await;\n    }\n}\n',
  ),
  fine('a.rs', 'async fn latest_version() {\n    reqwest::get("http://a:80/").await;\n}\n'),
];
