import { sizeLimit, type Source } from '../core/collect/host.ts';
import { failure, type Failure } from '../core/model/outcome.ts';

const units = ['bytes', 'kB', 'MB'];

/** Why a source was given up: it sent more than its `sizeLimit`. */
export function answerTooLong(source: Exclude<Source, { readonly kind: 'sock_diag' }>): Failure {
  const name = source.kind === 'file' ? source.path : source.program;
  const show = source.kind === 'file' ? `head -c 1000 ${source.path}` : `${name} | head -c 1000`;
  return failure(
    'failed',
    'too-long',
    `${name} sent more than ${sizeText(sizeLimit(source))}, so it was not read.`,
    `See what it prints: ${show}.`,
  );
}

function sizeText(bytes: number): string {
  const unit = bytes < 1 << 10 ? 0 : bytes < 1 << 20 ? 1 : 2;
  return `${String(bytes / 1024 ** unit)} ${units[unit] ?? ''}`;
}
