/**
 * What a value that comes from another process has to be. Written for the few shapes that our messages have: it checks and
 * changes nothing, is small enough for every bundle, and the types of the messages stay interfaces that can be documented.
 */
export interface Schema<T> {
  /** The first thing that is wrong with `value`, which is called `path`; undefined if it is a `T`. */
  fault(value: unknown, path: string): Fault | undefined;
  /** Ties the type to the value; there is never anything in it. */
  readonly carries?: T;
}

/** One field of a message that is not as it should be. */
export interface Fault {
  /** For example `shape.grouping` or `rows[3]`; empty if it is the whole. */
  readonly field: string;
  /** Completes "must be …". */
  readonly wanted: string;
}

/** A field that may be left out. */
export interface OptionalSchema<T> extends Schema<T> {
  readonly isOptional: true;
}

/** A schema for each field of `T`: an optional one for each that may be left out, and only for those. */
export type Fields<T> = {
  readonly [Name in keyof T]-?: Record<string, never> extends Pick<T, Name>
    ? OptionalSchema<Exclude<T[Name], undefined>>
    : Schema<T[Name]>;
};

export function faultText({ field, wanted }: Fault): string {
  return field === '' ? `The message must be ${wanted}.` : `The field “${field}” must be ${wanted}.`;
}

export const text: Schema<string> = check('a string', (value) => typeof value === 'string');

/** A string of a certain form. */
export function matching(pattern: RegExp, wanted: string): Schema<string> {
  return check(wanted, (value) => typeof value === 'string' && pattern.test(value));
}

export const flag: Schema<boolean> = check('true or false', (value) => typeof value === 'boolean');

export const number: Schema<number> = check('a finite number', (value) => Number.isFinite(value));

export function wholeNumber(atMost = Number.MAX_SAFE_INTEGER): Schema<number> {
  const wanted =
    atMost === Number.MAX_SAFE_INTEGER
      ? 'a whole number, 0 or more'
      : `a whole number from 0 to ${String(atMost)}`;
  return check(
    wanted,
    (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= atMost,
  );
}

export function oneOf<const T extends string>(choices: readonly T[]): Schema<T> {
  const wanted = `one of ${choices.map((choice) => `“${choice}”`).join(', ')}`;
  return check(wanted, (value) => choices.some((choice) => choice === value));
}

export function optional<T>(schema: Schema<T>): OptionalSchema<T> {
  return { fault: (value, path) => schema.fault(value, path), isOptional: true };
}

export function list<T>(items: Schema<T>): Schema<readonly T[]> {
  return {
    fault: (value, path) => {
      if (!Array.isArray(value)) return { field: path, wanted: 'a list' };
      for (const [index, item] of (value as readonly unknown[]).entries()) {
        const fault = items.fault(item, `${path}[${String(index)}]`);
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  };
}

/** An object whose fields have any names. */
export function dictionary<T>(values: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return {
    fault: (value, path) =>
      isObject(value)
        ? firstFault(Object.entries(value), ([name, field]) => values.fault(field, inside(path, name)))
        : { field: path, wanted: 'an object' },
  };
}

/**
 * An object with these fields. Another field is refused, because a misspelt one must not be taken for one that was left out:
 * without its filter, a request to close sockets is about all of them.
 */
export function record<T>(fields: Fields<T>): Schema<T> {
  const known = Object.entries<Schema<unknown>>(fields);
  return {
    fault: (value, path) => {
      if (!isObject(value)) return { field: path, wanted: 'an object' };
      const stranger = Object.keys(value).find((name) => !Object.hasOwn(fields, name));
      if (stranger !== undefined)
        return { field: inside(path, stranger), wanted: 'left out: there is no such field' };
      return fieldFault(known, value, path);
    },
  };
}

/** An object with these fields; unknown fields are ignored. */
export function openRecord<T>(fields: Fields<T>): Schema<T> {
  const known = Object.entries<Schema<unknown>>(fields);
  return {
    fault: (value, path) =>
      isObject(value) ? fieldFault(known, value, path) : { field: path, wanted: 'an object' },
  };
}

/** One of several objects, which their field `kind` tells apart. */
export function variants<T extends { readonly kind: string }>(kinds: {
  readonly [Kind in T['kind']]: Fields<Omit<Extract<T, { readonly kind: Kind }>, 'kind'>>;
}): Schema<T> {
  const names = Object.keys(kinds);
  const kind = oneOf(names);
  const schemas = new Map(
    Object.entries<object>(kinds).map(([name, fields]) => [name, record<unknown>({ kind, ...fields })]),
  );
  return {
    fault: (value, path) => {
      if (!isObject(value)) return { field: path, wanted: 'an object' };
      const schema = schemas.get(String(value['kind']));
      return schema === undefined
        ? kind.fault(value['kind'], inside(path, 'kind'))
        : schema.fault(value, path);
    },
  };
}

function check<T>(wanted: string, isRight: (value: unknown) => boolean): Schema<T> {
  return { fault: (value, path) => (isRight(value) ? undefined : { field: path, wanted }) };
}

function fieldFault(
  fields: readonly (readonly [string, Schema<unknown>])[],
  value: Readonly<Record<string, unknown>>,
  path: string,
): Fault | undefined {
  return firstFault(fields, ([name, schema]) => {
    const field = Object.hasOwn(value, name) ? value[name] : undefined;
    if (field === undefined && 'isOptional' in schema) return undefined;
    return schema.fault(field, inside(path, name));
  });
}

function firstFault<T>(items: readonly T[], faultOf: (item: T) => Fault | undefined): Fault | undefined {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function inside(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
