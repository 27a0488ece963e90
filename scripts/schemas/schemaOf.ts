import { createGenerator, type Schema } from 'ts-json-schema-generator';
import { inRepository } from '../lib/paths.ts';
import type { DocumentFormat } from './documents.ts';

/**
 * The JSON Schema (draft 7) of a format, from its type and the comments on it. `isStrict`: refuses members that the type does not
 * have. What is published does not, because an additional member does not raise the version of a format.
 */
export function schemaOf({ title, type, source }: DocumentFormat, isStrict = false): Schema {
  const generator = createGenerator({
    path: inRepository(source),
    tsconfig: inRepository('src/cli/tsconfig.json'),
    type,
    // `tsc -b` is a gate of its own.
    skipTypeCheck: true,
    additionalProperties: !isStrict,
    topRef: false,
  });
  return { title, ...generator.createSchema(type) };
}
