import type { Code } from '../code/code.ts';

/** What the names of a Python file stand for: `requests`, `r` of `import requests as r`, `get` of `from requests import get`. */
export class PythonImports {
  readonly #names = new Map<string, string>();

  constructor({ root }: Code) {
    for (const node of root.descendantsOfType(['import_statement', 'import_from_statement'])) {
      const from =
        node.type === 'import_from_statement' ? (node.childForFieldName('module_name')?.text ?? '') : '';
      const module = node.childForFieldName('module_name');
      for (const child of node.namedChildren) {
        if (module !== null && child.id === module.id) continue;
        const name = child.childForFieldName('name')?.text ?? child.text;
        const alias = child.childForFieldName('alias')?.text;
        const full = from === '' ? name : `${from}.${name}`;
        if (alias !== undefined) this.#names.set(alias, full);
        else if (from !== '') this.#names.set(name, full);
        else this.#names.set(name.split('.')[0] ?? name, name.split('.')[0] ?? name);
      }
    }
  }

  /** The full name of what is called: `requests.get` for `r.get`; absent if its first name was not imported. */
  resolve(callee: string): string | undefined {
    const [first = '', ...rest] = callee.split('.');
    const full = this.#names.get(first);
    return full === undefined ? undefined : [full, ...rest].join('.');
  }
}
