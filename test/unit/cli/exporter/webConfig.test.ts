import assert from 'node:assert/strict';
import { hash } from 'bcryptjs';
import { BasicAuth } from '../../../../src/cli/exporter/basicAuth.ts';
import { webConfig } from '../../../../src/cli/exporter/webConfig.ts';

const read = (text: string) => webConfig(text, '/etc/exporter');
const someHash = `$2y$10$${'a'.repeat(53)}`;

describe('webConfig', () => {
  it('reads TLS and users as Prometheus writes them', () => {
    assert.deepEqual(
      read(`
tls_server_config:
  cert_file: server.crt
  key_file: /keys/server.key
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ca.crt
  min_version: TLS13
basic_auth_users:
  prometheus: ${someHash}
`),
      {
        tls: {
          certFile: '/etc/exporter/server.crt',
          keyFile: '/keys/server.key',
          clientCaFile: '/etc/exporter/ca.crt',
          clientAuth: 'RequireAndVerifyClientCert',
          minVersion: 'TLSv1.3',
          maxVersion: 'TLSv1.3',
        },
        users: new Map([['prometheus', someHash]]),
      },
    );
    assert.deepEqual(read('basic_auth_users:\n  a: ' + someHash), { users: new Map([['a', someHash]]) });
  });

  it('refuses what it does not understand, instead of keeping nobody out', () => {
    const tls = (more: string): string => `tls_server_config: {cert_file: a, key_file: b, ${more}}`;
    const cases: readonly (readonly [string, RegExp])[] = [
      ['', /not a list of settings/],
      ['- a', /not a list of settings/],
      ['tls_config: {}', /“tls_config” is not supported/],
      ['http_server_config: {http2: true}', /“http_server_config” is not supported/],
      ['tls_server_config: {cert_file: a}', /needs cert_file and key_file/],
      ['tls_server_config: {cert_file: 1, key_file: b}', /cert_file is not a path/],
      [tls('client_auth_type: Maybe'), /client_auth_type is not one of/],
      [tls('client_auth_type: RequireAndVerifyClientCert'), /need each other/],
      [tls('client_ca_file: c'), /need each other/],
      [tls('min_version: TLS10'), /min_version is not one of/],
      [tls('cipher_suites: []'), /“cipher_suites” is not supported/],
      ['basic_auth_users: {}', /names nobody/],
      ['basic_auth_users: {a: secret}', /not a bcrypt hash/],
      ['basic_auth_users: {a: 1}', /not a bcrypt hash/],
      // What cannot be compared would fail at every request.
      ...['$2x$10$', '$2y$03$', '$2y$32$'].map(
        (start) => [`basic_auth_users: {a: ${start}${'a'.repeat(53)}}`, /not a bcrypt hash/] as const,
      ),
      ['a: [', /./],
    ];
    for (const [text, error] of cases) assert.throws(() => read(text), error, text);
  });
});

describe('BasicAuth', () => {
  const header = (user: string, password: string): string =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  const waits = (): boolean => false;

  it('admits users with their own password, again and again', async () => {
    const auth = new BasicAuth(new Map([['prometheus', await hash('a:b', 4)]]));
    assert.equal(await auth.admits(header('prometheus', 'a:b'), waits), 'admitted');
    assert.equal(await auth.admits(header('prometheus', 'a:b'), waits), 'admitted');
    for (const bad of [
      undefined,
      '',
      'Basic',
      'Basic ====',
      'Bearer abc',
      header('prometheus', ''),
      header('prometheus', 'a'),
      header('other', 'a:b'),
      header('', ''),
      `Basic ${Buffer.from('prometheus').toString('base64')}`,
      `Basic ${'a'.repeat(5000)}`,
    ])
      assert.equal(await auth.admits(bad, waits), 'refused', bad);
    assert.equal(await auth.admits(header('prometheus', 'a:b'), waits), 'admitted');
  });

  it('lets only some wait, and still admits at once who was right before', async () => {
    const auth = new BasicAuth(new Map([['prometheus', await hash('right', 4)]]));
    assert.equal(await auth.admits(header('prometheus', 'right'), waits), 'admitted');
    const guesses = Array.from({ length: 40 }, (_, guess) =>
      auth.admits(header('prometheus', String(guess)), waits),
    );
    assert.equal(await auth.admits(header('prometheus', 'right'), waits), 'admitted');
    const told = await Promise.all(guesses);
    assert.deepEqual([told.indexOf('busy'), told.lastIndexOf('refused')], [16, 15]);
    assert.equal(await auth.admits(header('prometheus', 'wrong'), waits), 'refused');
  });

  it('compares nothing for who has left meanwhile', async () => {
    const auth = new BasicAuth(new Map([['prometheus', await hash('right', 4)]]));
    assert.equal(await auth.admits(header('prometheus', 'right'), () => true), 'refused');
    assert.equal(await auth.admits(header('prometheus', 'right'), waits), 'admitted');
  });
});
