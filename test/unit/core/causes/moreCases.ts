import { type CauseCase, fault, fine, go } from './causeCase.ts';

/** Configuration of other proxies and of PHP, probes, load tests, and what was found wrong in public repositories. */
export const moreCases: readonly CauseCase[] = [
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
];
