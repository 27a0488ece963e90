import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, enclosing, escapeRegExp, fieldText, functionAround } from './code.ts';

/** Functions that run once, or that are not the product: their clients are shared, or used once. */
const startNames =
  /^_{0,2}(main|init|new|enter|aenter|exit|aexit|del|set_?up(_?\w+)?|tear_?down(_?\w+)?|configure(_?\w+)?|bootstrap|start(_?up)?|on_?(start|startup|module_?init|application_?bootstrap)|lifespan|boot|initiali[sz]e(_?\w+)?|init(_|[A-Z])\w*|(create|make|build|get)_?(app|application|server)|constructor|construct|register(_?\w+)?|open|close|stop|shut_?down|migrate|upgrade|downgrade|up|down|seed|install|(test|benchmark|example|fuzz|mock|fake|stub)(_?\w*)|before(_?(all|each))?|after(_?(all|each))?|describe|it|warm_?up|configure_?services|serve|(run|serve)_?forever|main_?loop)_{0,2}$/i;

/** What a function makes for others, by its name. */
const factoryNames =
  /^_*(new|make|create|build|provide|default|open|with)(?![a-z])|(factory|builder|provider)$/i;

/** A function given to one of these runs once, or its result is kept. */
const onceCallees =
  /(^|\.)(describe|it|test|before(Each|All)?|after(Each|All)?|suite|once|Do|OnceFunc|OnceValue|memo(ize|ized)?|lazy|useMemo|useRef|useState|useEffect|cached?|singleton|AddSingleton|call_once|get_or_init|get_or_insert_with|LazyLock|Lazy|OnceLock|computeIfAbsent|run_until_complete|listen|bootstrap|provide|register|AddHttpClient|PostConstruct)(::new)?$/;

/** Above a function: it runs once, or its result is kept. */
const onceDecorators =
  /@\s*[\w.]*(lru_cache|cache|cached|cached_property|memoize|fixture|asynccontextmanager|contextmanager|on_event|listener|command|group|before_first_request|Bean|Singleton|PostConstruct|Before(Each|All|Class)?|After(Each|All|Class)?|Test|ParameterizedTest|Provides|Produces|TestFixture|setup|task_prerun)\b/;

export interface Scope {
  /** The code runs again and again: in a loop, or in a function that is called for each piece of work. */
  readonly isPerCall: boolean;
  readonly isInLoop: boolean;
  /** The function that it is in; absent at the top level. */
  readonly around?: SyntaxNode;
}

/** How often a piece of code runs, as far as the file tells. */
export function scopeOf(code: Code, node: SyntaxNode): Scope {
  const around = functionAround(code, node);
  const isInLoop = isLooped(code, node, around);
  if (around === undefined) return { isPerCall: isInLoop, isInLoop };
  return { isPerCall: isInLoop || runsPerCall(code, around), isInLoop, around };
}

/** The name of a function, its variable's or its property's; empty where it has none. */
export function functionName(node: SyntaxNode): string {
  const own = fieldText(node, 'name') || declaratorName(node);
  if (own !== '') return own;
  const { parent } = node;
  if (parent === null) return '';
  return (
    fieldText(parent, 'name') ||
    fieldText(parent, 'key') ||
    (fieldText(parent, 'right') === node.text ? fieldText(parent, 'left') : '')
  );
}

/** C has the name of a function within a declarator. */
function declaratorName(node: SyntaxNode): string {
  const declarator = node.childForFieldName('declarator');
  return declarator === null ? '' : (/([\w~]+)\s*\(/.exec(declarator.text)?.[1] ?? '');
}

function isLooped(code: Code, node: SyntaxNode, around: SyntaxNode | undefined): boolean {
  const loop = enclosing(node, (outer) => code.shape.loops.has(outer.type) || isBlockLoop(outer));
  if (loop === undefined) return false;
  // What a loop goes over is made once.
  if (isHeadOf(loop, node) || isRetry(loop)) return isLooped(code, loop, around);
  return around === undefined || loop.startIndex >= around.startIndex;
}

/** A loop that tries until it has succeeded, and waits in between, makes one connection. */
function isRetry({ text, type }: SyntaxNode): boolean {
  return (
    !/each|map/.test(type) &&
    /\b(break|return)\b/.test(text) &&
    /\b(sleep|usleep|Sleep|setTimeout|retry|retries|attempts?|backoff)\b/i.test(text)
  );
}

function isHeadOf(loop: SyntaxNode, node: SyntaxNode): boolean {
  const body = loop.childForFieldName('body') ?? loop.childForFieldName('do');
  return body !== null && node.endIndex <= body.startIndex && !/while/.test(loop.type);
}

/** Ruby loops with blocks. */
function isBlockLoop({ type, parent }: SyntaxNode): boolean {
  if (!['block', 'do_block'].includes(type) || parent === null) return false;
  return /^(each\w*|times|map|flat_map|loop|upto|downto|step|select|reject)$/.test(
    fieldText(parent, 'method'),
  );
}

function runsPerCall(code: Code, around: SyntaxNode): boolean {
  const name = functionName(around);
  if (startNames.test(name)) return false;
  if (/(^|_)constructor/.test(around.type)) return false;
  if (isDecoratedOnce(code, around)) return false;
  if (name !== '') return true;
  const callee = calleeOfArgument(around);
  if (callee !== undefined && onceCallees.test(callee.replace(/<[^()]*>$/, ''))) return false;
  const outer = functionAround(code, around);
  // A function without a name is as much per call as what it is in, save that whoever gets it may call it often.
  return callee !== undefined || (outer !== undefined && runsPerCall(code, outer));
}

function isDecoratedOnce({ file }: Code, around: SyntaxNode): boolean {
  const start = file.position(around.startIndex).line;
  const above = [start - 1, start - 2, start - 3]
    .filter((line) => line >= 0)
    .map((line) => file.lineText(line));
  const stop = above.findIndex((line) => !/^\s*(@|\[|$)/.test(line));
  const decorators = stop < 0 ? above : above.slice(0, stop);
  return [
    ...decorators,
    file.text.slice(around.startIndex, around.startIndex + 200).split('\n')[0] ?? '',
  ].some((line) => onceDecorators.test(line));
}

/** What a function is handed to, where it is an argument: `app.listen`. */
function calleeOfArgument(node: SyntaxNode): string | undefined {
  let { parent } = node;
  if (parent !== null && /^(argument|value_argument)$/.test(parent.type)) ({ parent } = parent);
  if (parent === null || !/^(arguments|argument_list)$/.test(parent.type)) return undefined;
  const call = parent.parent;
  if (call === null) return undefined;
  const callee =
    call.childForFieldName('function') ??
    call.childForFieldName('constructor') ??
    call.childForFieldName('name') ??
    call.childForFieldName('method');
  return (callee?.text ?? '').replace(/\s+/g, '').slice(-80);
}

/** Whether a function makes something for others: what it makes may live long. */
export function isFactory(around: SyntaxNode): boolean {
  return factoryNames.test(functionName(around));
}

/** The name that a value is given where it is made: `session` of `session = requests.Session()`. */
export function givenName({ shape }: Code, value: SyntaxNode): string | undefined {
  for (let at: SyntaxNode | null = value; at !== null; at = at.parent) {
    const fields = shape.assignments.get(at.type);
    if (fields !== undefined && at !== value) {
      const name = at.childForFieldName(fields[0]) ?? at.namedChildren[fields[0] === 'alias' ? 1 : 0];
      const [first] = (name?.text ?? '').split(',');
      return (
        first
          ?.trim()
          .replace(/^[*&]+/, '')
          .replace(/^mut\s+/, '') ?? undefined
      );
    }
    if (shape.functions.has(at.type) && at !== value) return undefined;
    if (/^(arguments|argument_list|block|statement_block|compound_statement|body_statement)$/.test(at.type))
      return undefined;
    if (shape.returns.has(at.type)) return undefined;
  }
  return undefined;
}

/**
 * Whether a value that is made in a function outlives the call: returned, kept in a field, an object or an outer variable.
 * `value` is the whole expression that makes it.
 */
export function outlivesCall(code: Code, value: SyntaxNode, around: SyntaxNode | undefined): boolean {
  const { shape } = code;
  const wrapper = wrapperOf(value);
  if (wrapper !== undefined) return outlivesCall(code, wrapper, around);
  let isOption = false;
  for (let at = value.parent; at !== null && at !== around; at = at.parent) {
    if (shape.members.has(at.type)) break;
    if (shape.returns.has(at.type)) return true;
    isOption ||= /^(pair|keyword_argument)$/.test(at.type);
    // What stands alone may be a default: `return clients.get(name, new Agent())`.
    if (isOption && isOfOneRequest(at)) break;
    if (/^(expression_statement|statement_block|block)$/.test(at.type)) break;
  }
  const name = givenName(code, value);
  if (name === undefined) return isArrowResult(value);
  if (!/^[$\w]+$/.test(name)) return true; // a field: `self.session`, `cache[key]`, `@client`
  if (around !== undefined && isField(code, value, name, around)) return true;
  return around !== undefined && isKeptIn(code, name, around.text);
}

/** A response is returned, not what the request was made with: `return axios.get(url, { httpsAgent: new https.Agent() })`. */
function isOfOneRequest(list: SyntaxNode): boolean {
  return (
    /^(arguments|argument_list)$/.test(list.type) &&
    list.parent !== null &&
    /^(fetch|axios|got|request|[\w.]+\.(get|post|put|patch|delete|head|request|fetch))$/.test(
      fieldText(list.parent, 'function'),
    )
  );
}

/** What is made of the value at once, and keeps it: `axios.create({ httpAgent: new Agent() })`. */
function wrapperOf(value: SyntaxNode): SyntaxNode | undefined {
  const list = enclosing(
    value,
    ({ type }) =>
      !/^(pair|object|argument|keyword_argument|parenthesized_expression|await_expression|await)$/.test(type),
  );
  if (list === undefined || !/^(arguments|argument_list)$/.test(list.type)) return undefined;
  const call = list.parent;
  if (call === null) return undefined;
  if (/^(new_expression|object_creation_expression)$/.test(call.type)) return call;
  return /(^|[.:>])(create|extend|defaults|new|from|[A-Z]\w*)$/.test(fieldText(call, 'function'))
    ? call
    : undefined;
}

/** Java and C# name a field without `this`: what is assigned and not declared in the function is one. */
function isField({ shape }: Code, value: SyntaxNode, name: string, around: SyntaxNode): boolean {
  if (!/^(java|c-sharp)$/.test(shape.grammar)) return false;
  const assigned = enclosing(value, ({ type }) => shape.assignments.has(type));
  if (assigned?.type !== 'assignment_expression') return false;
  return !new RegExp(`[\\w>\\])]\\s+${escapeRegExp(name)}\\s*(=|;|,|\\))`).test(
    around.text.replace(/\breturn\s+/g, ''),
  );
}

function isArrowResult({ parent, id }: SyntaxNode): boolean {
  return (
    parent !== null &&
    /^(arrow_function|lambda_expression|lambda|closure_expression)$/.test(parent.type) &&
    parent.childForFieldName('body')?.id === id
  );
}

/** Whether the text of a function returns what has this name, or gives it to something that outlives the call. */
export function isKeptIn({ file, shape }: Code, name: string, text: string): boolean {
  const n = escapeRegExp(name);
  if (
    new RegExp(`\\b(return|yield)\\b[ (*&]*(?:[\\w.]+\\s*[({]\\s*)?${n}\\s*([;,)}\\n\\r]|$)`, 'm').test(text)
  )
    return true;
  if (
    new RegExp(
      `(\\b(self|this|cls|global|globalThis)(\\.|->)\\w+|@\\w+|\\b\\w+(\\.|->|::)\\w+|\\]|\\$this->\\w+)\\s*(=|\\|\\|=|\\?\\?=)\\s*&?${n}\\s*([;,)}\\n\\r]|$)`,
      'm',
    ).test(text)
  )
    return true;
  // `pool = temporary;`, a field without `this`.
  if (/^(java|c-sharp)$/.test(shape.grammar) && new RegExp(`[;{}]\\s*\\w+\\s*=\\s*${n}\\s*;`).test(text))
    return true;
  if (new RegExp(`\\b(global|nonlocal)\\s[^\\n]*\\b${n}\\b`).test(text)) return true;
  // `cache.set('http', client)`.
  if (
    new RegExp(
      `\\.(cache|set|store|memo\\w*|remember|setdefault|register|provide)\\([^()\\n]*(?<![.\\w$])${n}\\s*\\)`,
    ).test(text)
  )
    return true;
  // Capitalised calls and `new` make objects that keep what they get; so do composite literals.
  if (new RegExp(`(\\bnew\\s+[\\w.\\\\]+|\\b[A-Z]\\w*)\\s*\\([^()]*(?<![.\\w$])${n}\\s*[,)]`).test(text))
    return true;
  if (new RegExp(`\\w\\s*\\{[^{}]*[:\\s,{]&?${n}\\s*[,}]`).test(text) && shape.grammar !== 'python')
    return true;
  if (/^(javascript|typescript|tsx)$/.test(shape.grammar)) {
    const isDeclared = new RegExp(`\\b(const|let|var|using)\\s+(\\{[^}]*)?${n}\\b`).test(text);
    const isDeclaredOutside = new RegExp(`\\b(let|var)\\s+${n}\\b`).test(file.text);
    return !isDeclared && isDeclaredOutside;
  }
  return false;
}
