/** What is wrong with a file, and where. Thrown only inside the decoder, which converts it to a value. */
export class InvalidShape extends Error {}

/** A value in a JSON text and its position, for example `sockets.value.length`. */
export class JsonShape {
  readonly #value: unknown;
  readonly #place: string;

  constructor(value: unknown, place: string) {
    this.#value = value;
    this.#place = place;
  }

  get isAbsent(): boolean {
    return this.#value === undefined;
  }

  get isList(): boolean {
    return Array.isArray(this.#value);
  }

  get place(): string {
    return this.#place;
  }

  fail(expected: string): never {
    throw new InvalidShape(`${this.#place} is not ${expected}`);
  }

  field(name: string): JsonShape {
    const object = this.#object();
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    return new JsonShape(value, this.#place === '' ? name : `${this.#place}.${name}`);
  }

  entries(most: number): readonly (readonly [string, JsonShape])[] {
    const entries = Object.entries(this.#object());
    if (entries.length > most) this.fail('an object of reasonable size');
    return entries.map(([name, value]) => [
      name,
      new JsonShape(value, `${this.#place}.${name.slice(0, 80)}`),
    ]);
  }

  items(longest: number): readonly JsonShape[] {
    return this.array(longest).map((value, at) => new JsonShape(value, `${this.#place}[${String(at)}]`));
  }

  array(longest: number): readonly unknown[] {
    const value = this.#value;
    if (!Array.isArray(value) || value.length > longest) this.fail('a list of reasonable length');
    return value;
  }

  text(longest = 4096): string {
    const value = this.#value;
    if (typeof value !== 'string' || value.length > longest) this.fail('a string of reasonable length');
    return value;
  }

  oneOf<T extends string>(known: readonly T[]): T {
    return known.find((each) => each === this.#value) ?? this.fail(`one of ${known.join(', ')}`);
  }

  integer(least: number, most: number): number {
    const value = this.#value;
    if (!isInteger(value, least, most)) this.fail(`an integer from ${String(least)} to ${String(most)}`);
    return value;
  }

  number(): number {
    const value = this.#value;
    if (typeof value !== 'number' || !Number.isFinite(value)) this.fail('a number');
    return value;
  }

  boolean(): boolean {
    const value = this.#value;
    return typeof value === 'boolean' ? value : this.fail('true or false');
  }

  #object(): Readonly<Record<string, unknown>> {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.fail('an object');
    return value as Readonly<Record<string, unknown>>;
  }
}

export function isInteger(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
