import { dirname, resolve } from 'node:path';
import type { SecureVersion } from 'node:tls';
import { parse } from 'yaml';
import { readRegularFile } from '../../host/regularFile.ts';

/** What is used of Prometheus' web configuration file. */
export interface WebConfig {
  readonly tls?: TlsConfig;
  /** Hashes of bcrypt by user; absent if everybody may read. */
  readonly users?: ReadonlyMap<string, string>;
}

/** Paths are absolute. */
export interface TlsConfig {
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFile?: string;
  readonly clientAuth: ClientAuth;
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion;
}

/** As Go's crypto/tls names them. */
const clientAuths = [
  'NoClientCert',
  'RequestClientCert',
  'RequireAnyClientCert',
  'VerifyClientCertIfGiven',
  'RequireAndVerifyClientCert',
] as const;
export type ClientAuth = (typeof clientAuths)[number];

const versions: Readonly<Record<string, SecureVersion>> = { TLS12: 'TLSv1.2', TLS13: 'TLSv1.3' };

const largestFile = 1 << 20;

/** Those that bcryptjs compares: with another version or cost it would throw at every request. */
const bcryptHash = /^\$2[aby]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z\d]{53}$/;

/**
 * Reads the file. What is not understood is an error, never ignored: it may be what keeps strangers out.
 * Throws an `Error` with a sentence.
 * Source: github.com/prometheus/exporter-toolkit, docs/web-configuration.md.
 */
export async function readWebConfig(path: string): Promise<WebConfig> {
  return webConfig(await textOf(path), dirname(resolve(path)));
}

/** Reads a file of the configuration as text. Throws an `Error` with a sentence. */
export async function textOf(path: string): Promise<string> {
  const file = await readRegularFile(path, largestFile);
  if (file.kind === 'read') return file.bytes.toString('utf8');
  const reason =
    file.kind === 'failed' && file.error instanceof Error ? file.error.message : 'It is not a file.';
  throw new Error(`${path} could not be read. ${reason}`);
}

/** @param folder relative paths in the text start there. */
export function webConfig(text: string, folder: string): WebConfig {
  const { tls_server_config: tls, basic_auth_users: users } = fieldsOf(parse(text), 'The file', [
    'tls_server_config',
    'basic_auth_users',
  ]);
  return {
    ...(tls !== undefined && tls !== null && { tls: tlsConfig(tls, folder) }),
    ...(users !== undefined && users !== null && { users: usersOf(users) }),
  };
}

function tlsConfig(value: unknown, folder: string): TlsConfig {
  const fields = fieldsOf(value, 'tls_server_config', [
    'cert_file',
    'key_file',
    'client_ca_file',
    'client_auth_type',
    'min_version',
    'max_version',
  ]);
  const file = (name: string): string | undefined => {
    const path = fields[name];
    if (path === undefined) return undefined;
    if (typeof path !== 'string' || path === '') throw new Error(`${name} is not a path.`);
    return resolve(folder, path);
  };
  const certFile = file('cert_file');
  const keyFile = file('key_file');
  if (certFile === undefined || keyFile === undefined)
    throw new Error('tls_server_config needs cert_file and key_file.');
  const clientCaFile = file('client_ca_file');
  const wanted = fields['client_auth_type'] ?? 'NoClientCert';
  const clientAuth = clientAuths.find((known) => known === wanted);
  if (clientAuth === undefined) throw new Error(`client_auth_type is not one of ${clientAuths.join(', ')}.`);
  if (clientAuth.includes('Verify') !== (clientCaFile !== undefined))
    throw new Error('client_ca_file and a client_auth_type that verifies certificates need each other.');
  return {
    certFile,
    keyFile,
    ...(clientCaFile !== undefined && { clientCaFile }),
    clientAuth,
    minVersion: versionOf(fields['min_version'] ?? 'TLS12', 'min_version'),
    maxVersion: versionOf(fields['max_version'] ?? 'TLS13', 'max_version'),
  };
}

function versionOf(value: unknown, name: string): SecureVersion {
  const version = typeof value === 'string' ? versions[value] : undefined;
  if (version === undefined) throw new Error(`${name} is not one of ${Object.keys(versions).join(', ')}.`);
  return version;
}

function usersOf(value: unknown): ReadonlyMap<string, string> {
  const users = Object.entries(fieldsOf(value, 'basic_auth_users'));
  if (users.length === 0) throw new Error('basic_auth_users names nobody.');
  return new Map(
    users.map(([user, hash]) => {
      if (typeof hash !== 'string' || !bcryptHash.test(hash))
        throw new Error('A value of basic_auth_users is not a bcrypt hash.');
      return [user, hash];
    }),
  );
}

function fieldsOf(
  value: unknown,
  what: string,
  known?: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${what} is not a list of settings.`);
  const strange = Object.keys(value).find((name) => known !== undefined && !known.includes(name));
  if (strange !== undefined) throw new Error(`The setting “${strange}” is not supported.`);
  return value as Readonly<Record<string, unknown>>;
}
