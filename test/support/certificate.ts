import { join } from 'node:path';
import { runOk } from './run.ts';

/** Writes `NAME.key` and `NAME.crt` to a folder: a certificate for 127.0.0.1 that nobody but itself vouches for. */
export async function makeCertificate(folder: string, name: string): Promise<void> {
  await runOk('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`)],
  ]);
}
