import type { Code } from '../code/code.ts';

/**
 * Which module a name of a JavaScript file comes from: `import { Agent } from 'undici'`, `const http = require('node:http')`.
 * What a module made, as in `const knex = require('knex')({ client: 'pg' })`, is not the module.
 */
export class ScriptImports {
  readonly #modules = new Map<string, string>();

  constructor({ file }: Code) {
    const { text } = file;
    for (const [, names = '', module = ''] of text.matchAll(
      /\bimport\s+(?!type\b)([^'"();]+?)\s+from\s*['"]([^'"]+)['"]/g,
    ))
      this.#add(names, module);
    for (const [, names = '', module = ''] of text.matchAll(
      /\b(?:const|let|var)\s+(\{[^}]*\}|[\w$]+)\s*=\s*(?:await\s+import|require)\s*\(\s*['"]([^'"]+)['"]\s*\)(?!\.|\s*\()/g,
    ))
      this.#add(names, module);
    for (const [, name = '', module = ''] of text.matchAll(
      /\b(?:const|let|var)\s+([\w$]+)\s*=\s*require\s*\(\s*['"]([^'"]+)['"]\s*\)\.\w+/g,
    ))
      this.#add(name, module);
  }

  /** The module of the first name of an expression, without `node:`. */
  moduleOf(expression: string): string | undefined {
    const inline = /^require\s*\(\s*['"]([^'"]+)['"]\s*\)/.exec(expression)?.[1];
    const module = inline ?? this.#modules.get(expression.split(/[.[(]/)[0]?.trim() ?? '');
    return module?.replace(/^node:/, '');
  }

  #add(names: string, module: string): void {
    for (const [, alias] of names.matchAll(/(?:[\w$*]+\s*(?:\bas\b|:)\s*)?([\w$]+)\s*(?=[,}]|$)/g))
      if (alias !== undefined) this.#modules.set(alias, module);
    const [first] = /^[\w$]+/.exec(names.trim()) ?? [];
    if (first !== undefined) this.#modules.set(first, module);
  }
}
