import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CauseScenario, warnings } from '../../support/causes/causeScenario.ts';
import { serveGrpc, systemPython } from '../../support/causes/serveGrpc.ts';
import { lacking } from '../../support/causes/lacking.ts';
import { Namespace } from '../../support/namespace.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const nginxHead = `worker_processes 1; daemon off; pid @FOLDER@/nginx.pid; error_log stderr;
events { worker_connections 1024; }
http { access_log off; client_body_temp_path @FOLDER@/b; proxy_temp_path @FOLDER@/p; fastcgi_temp_path @FOLDER@/f; uwsgi_temp_path @FOLDER@/u; scgi_temp_path @FOLDER@/s;
`;

describe('the line that uses up ports: proxies and php-fpm', function () {
  this.timeout(90_000);
  before(function () {
    skipWhere(this, Namespace.unavailable() ?? lacking('python3'));
  });

  async function nginx(scenario: CauseScenario, file: string, port: number): Promise<void> {
    scenario.namespace.spawn('/usr/sbin/nginx', ['-e', 'stderr', '-c', join(scenario.folder, file)], {
      stdio: 'ignore',
    });
    await scenario.listening(port);
  }

  it('nginx: proxy_pass without an upstream block', async function () {
    skipWhere(this, lacking('nginx'));
    await using scenario = await CauseScenario.begin({
      'nginx.conf': `${nginxHead}  include @FOLDER@/conf.d/*.conf;\n}\n`,
      'conf.d/site.conf':
        'server {\n  listen 127.0.0.1:8000;\n  location / {\n    proxy_pass http://127.0.0.2:8080;\n  }\n}\n',
    });
    await scenario.startBackend();
    await nginx(scenario, 'nginx.conf', 8000);
    await scenario.drive(150, 8000, true);
    const sites = await scenario.causes();
    assert.deepEqual(
      warnings(sites),
      ['conf.d/site.conf:4 nginx-no-upstream'],
      JSON.stringify(sites, undefined, 1),
    );
    const [site] = sites.filter(({ severity }) => severity === 'warning');
    assert.ok(site !== undefined);
    assert.equal(site.confidence, 'resolved');

    scenario.apply(site);
    await using after = await scenario.restarted();
    await after.startBackend();
    await nginx(after, 'nginx.conf', 8000);
    await after.drive(150, 8000, true);
    assert.deepEqual(await after.causes(), []);
    assert.ok(await after.connects());
  });

  it('nginx: grpc_pass to an upstream block without keepalive', async function () {
    skipWhere(this, lacking('nginx', 'python3-grpcio'));
    const client = `import grpc, time\ncall = grpc.insecure_channel('127.0.0.1:8000').unary_unary('/shop.Stock/Price')\nfor _ in range(150): call(b'')\nprint('done', flush=True)\ntime.sleep(600)\n`;
    await using scenario = await CauseScenario.begin({
      'nginx.conf': `${nginxHead}  include @FOLDER@/conf.d/*.conf;\n}\n`,
      'conf.d/site.conf':
        'upstream stock {\n  server 127.0.0.2:8080;\n}\nserver {\n  listen 127.0.0.1:8000 http2;\n  location / {\n    grpc_pass grpc://stock;\n  }\n}\n',
    });
    const start = async (one: CauseScenario): Promise<void> => {
      await serveGrpc(one, 8080);
      await nginx(one, 'nginx.conf', 8000);
      await one.work(systemPython, ['-c', client]);
    };
    await start(scenario);
    const sites = await scenario.causes();
    assert.deepEqual(
      warnings(sites),
      ['conf.d/site.conf:1 nginx-keepalive-size'],
      JSON.stringify(sites, undefined, 1),
    );
    const [site] = sites.filter(({ severity }) => severity === 'warning');
    assert.ok(site !== undefined);

    scenario.apply(site);
    await using after = await scenario.restarted();
    await start(after);
    assert.deepEqual(warnings(await after.causes()), []);
    assert.ok(await after.connects());
  });

  const haproxyHead = (mode: string): string =>
    `global\n  maxconn 500\ndefaults\n  mode ${mode}\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\n`;

  async function haproxy(scenario: CauseScenario): Promise<void> {
    scenario.namespace.spawn('/usr/sbin/haproxy', ['-db', '-f', join(scenario.folder, 'haproxy.cfg')], {
      stdio: 'ignore',
    });
    await scenario.listening(8000);
  }

  it('HAProxy: mode tcp before an HTTP server', async function () {
    skipWhere(this, lacking('haproxy'));
    const rest = 'listen l\n  bind 127.0.0.1:8000\n  server s1 127.0.0.2:8080\n';
    await using scenario = await CauseScenario.begin({ 'haproxy.cfg': haproxyHead('tcp') + rest });
    await scenario.startBackend();
    await haproxy(scenario);
    await scenario.drive(150, 8000, false);
    const sites = await scenario.causes();
    assert.deepEqual(warnings(sites), ['haproxy.cfg:4 haproxy-tcp'], JSON.stringify(sites, undefined, 1));

    scenario.write(
      'haproxy.cfg',
      haproxyHead('http') + rest.replace('server', 'http-reuse always\n  server'),
    );
    await using after = await scenario.restarted();
    await after.startBackend();
    await haproxy(after);
    await after.drive(150, 8000, false);
    assert.deepEqual(await after.causes(), []);
    assert.ok(await after.connects());
  });

  it('HAProxy: closing to its servers, which resets and so holds no port, is information', async function () {
    skipWhere(this, lacking('haproxy'));
    await using scenario = await CauseScenario.begin({
      'haproxy.cfg': `${haproxyHead('http')}frontend f\n  bind 127.0.0.1:8000\n  default_backend app\nbackend app\n  option http-server-close\n  server s1 127.0.0.2:8080\n`,
    });
    await scenario.startBackend();
    await haproxy(scenario);
    await scenario.drive(150, 8000, true);
    const [site, ...more] = await scenario.causes();
    assert.ok(site !== undefined && more.length === 0);
    assert.deepEqual(
      [site.line, site.cause, site.severity],
      [12, 'haproxy-close', 'information'],
      JSON.stringify(site),
    );
    assert.ok(await scenario.connects());

    scenario.apply(site);
    await using after = await scenario.restarted();
    await after.startBackend();
    await haproxy(after);
    await after.drive(150, 8000, true);
    const left = await after.causes();
    assert.ok(!left.some(({ cause }) => cause === 'haproxy-close'));
  });

  it('HAProxy: ports of its own, which it binds and no other program gets', async function () {
    skipWhere(this, lacking('haproxy'));
    await using scenario = await CauseScenario.begin({
      'haproxy.cfg': `${haproxyHead('tcp')}listen l\n  bind 127.0.0.1:8000\n  server s1 127.0.0.2:8080 source 127.0.0.1:40000-40199\n`,
    });
    await scenario.startBackend();
    await haproxy(scenario);
    await scenario.drive(60, 8000, false);
    const findings = await scenario.findings();
    // HAProxy takes them in turn: without a gap they look like those of IP_LOCAL_PORT_RANGE.
    const held = findings.filter(({ rule }) => ['bind-before-connect', 'own-port-range'].includes(rule));
    assert.ok(held.length > 0, JSON.stringify(findings));
    for (const { names } of held)
      assert.ok(names.includes('haproxy.cfg:10 haproxy-source'), JSON.stringify(findings));
  });

  it('PHP: connecting to redis for each request under php-fpm', async function () {
    skipWhere(this, lacking('nginx', 'redis-server', 'php-fpm', 'php-redis'));
    const fpm = readdirSync('/usr/sbin').find((name) => name.startsWith('php-fpm')) ?? '';
    const site = `server {\n  listen 127.0.0.1:8000;\n  location / {\n    include /etc/nginx/fastcgi_params;\n    fastcgi_param SCRIPT_FILENAME @FOLDER@/index.php;\n    fastcgi_pass unix:@FOLDER@/php.sock;\n  }\n}\n`;
    await using scenario = await CauseScenario.begin({
      'nginx.conf': `${nginxHead}${site}}\n`,
      'fpm.conf': `[global]\nerror_log = @FOLDER@/fpm.log\ndaemonize = no\n[www]\nuser = root\ngroup = root\nlisten = @FOLDER@/php.sock\nlisten.mode = 0666\npm = static\npm.max_children = 4\nchdir = @FOLDER@\n`,
      'index.php': `<?php\n$r = new Redis();\n$r->connect('127.0.0.2', 6379);\necho $r->incr('n'), "\\n";\n`,
    });
    spawnSync('chmod', ['755', scenario.folder]);
    const start = async (one: CauseScenario): Promise<void> => {
      one.namespace.spawn(
        'redis-server',
        ['--bind', '127.0.0.2', '--port', '6379', '--save', '', '--dir', one.folder],
        { stdio: 'ignore' },
      );
      one.namespace.spawn(`/usr/sbin/${fpm}`, ['-R', '-F', '-y', join(one.folder, 'fpm.conf')], {
        stdio: 'ignore',
      });
      await one.listening(6379);
      await nginx(one, 'nginx.conf', 8000);
    };
    await start(scenario);
    await scenario.drive(150, 8000, true);
    const sites = await scenario.causes();
    assert.deepEqual(warnings(sites), ['index.php:3 php-connect'], JSON.stringify(sites, undefined, 1));
    const [found] = sites.filter(({ severity }) => severity === 'warning');
    assert.ok(found !== undefined);
    assert.equal(found.confidence, 'resolved');

    scenario.apply(found);
    await using after = await scenario.restarted();
    await start(after);
    await after.drive(150, 8000, true);
    assert.deepEqual(await after.causes(), []);
    assert.ok(await after.connects(6379));
  });
});
