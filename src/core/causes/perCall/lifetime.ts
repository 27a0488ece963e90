import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { calleeOf, type Code, enclosing, escapeRegExp, oncePerFile } from '../code/code.ts';
import { isKeptIn, outlivesCall } from '../code/scope.ts';

const blocks = /^(with_item|resource|using_statement|block|compound_statement|body_statement)$/;

/** Closed in the function that makes it, or by the block that it is the head of. */
export function isClosedIn(
  code: Code,
  value: SyntaxNode,
  name: string | undefined,
  around: SyntaxNode,
): boolean {
  const block = enclosing(value, ({ type }) => blocks.test(type));
  if (block !== undefined && !/^(block|compound_statement|body_statement)$/.test(block.type)) return true;
  const { file } = code;
  if (/\busing\s+(var|\w+)\s+\w+\s*=\s*(await\s+)?$/.test(file.text.slice(0, value.startIndex).slice(-120)))
    return true;
  if (name === undefined) return false;
  const close = new RegExp(`^${escapeRegExp(name)}\\s*(\\.|->|&\\.)\\s*(${closes})\\b`);
  const own = listAround(value);
  return closingCalls(code, around)
    .filter(({ text }) => close.test(text))
    .some((call) => isAlways(call, around) || listAround(call)?.id === own?.id);
}

const knownClosing = oncePerFile(() => new Map<number, readonly SyntaxNode[]>());

/** The calls in a function that close something, however many clients are made in it. */
function closingCalls(code: Code, around: SyntaxNode): readonly SyntaxNode[] {
  const known = knownClosing(code);
  const found =
    known.get(around.id) ??
    around.descendantsOfType([...code.shape.calls]).filter((call) => closing.test(calleeOf(call)));
  known.set(around.id, found);
  return found;
}

const closes =
  'close|Close|CloseAsync|Dispose|DisposeAsync|shutdown|shutdownNow|Shutdown|ShutdownAsync|quit|Quit|disconnect!?|Disconnect|stop|finish';
const closing = new RegExp(`(\\.|->)(${closes})$`);
const lists = /^(block|statement_list|body_statement|compound_statement|statement_block)$/;

function listAround(node: SyntaxNode): SyntaxNode | undefined {
  return enclosing(node, ({ type }) => lists.test(type));
}

/** Whatever happens, and not only after an error: then it would be kept as a rule. */
function isAlways(call: SyntaxNode, around: SyntaxNode): boolean {
  const outer = enclosing(
    call,
    ({ type, id }) => /^(defer_statement|finally_clause|ensure)$/.test(type) || id === around.id,
  );
  return outer !== undefined && outer.id !== around.id;
}

/** Ruby returns the last value of a method, and a block gives it to whoever calls the block. */
export function isResult({ shape }: Code, value: SyntaxNode): boolean {
  if (shape.grammar !== 'ruby') return false;
  const { parent } = value;
  if (parent === null) return false;
  if (/^(body_statement|block_body|block|do_block|method|then|else|begin)$/.test(parent.type))
    return parent.namedChildren.at(-1)?.id === value.id;
  return (
    enclosing(value, ({ type, text }) => type === 'operator_assignment' && text.includes('||=')) !== undefined
  );
}

/** Stubs of gRPC hold the channel that they are made with. */
const stub = '(?:[\\w.]+(?:Stub|Client)|\\w+(?:::Client)?::new|[\\w.]*new\\w*Stub)';

/** Java and C# name a field without `this`: what is not declared in the function is one. */
function isField({ shape }: Code, name: string, text: string): boolean {
  return (
    /^(java|c-sharp)$/.test(shape.grammar) &&
    !new RegExp(`[\\w>\\])]\\s+${escapeRegExp(name)}\\s*=`).test(text)
  );
}

function heldBy(name: string): RegExp {
  return new RegExp(
    `\\b(\\w+)(?:\\s*,\\s*\\w+)?\\s*:?=\\s*(?:new\\s+)?${stub}\\(\\s*${escapeRegExp(name)}\\s*[,)]`,
    'g',
  );
}

export function livesOn(
  code: Code,
  value: SyntaxNode,
  name: string | undefined,
  around: SyntaxNode,
): boolean {
  if (name === undefined) return outlivesCall(code, value, around);
  // A variable of the object or of the program in Ruby, and a field.
  if (!/^\w+$/.test(name)) return true;
  const n = escapeRegExp(name);
  const { text } = around;
  // The caller of a function in Go gets it: `*conn, err = grpc.NewClient(address)`.
  if (new RegExp(`(^|[\\s;{])\\*${n}\\s*(,\\s*\\w+\\s*)?=(?!=)`).test(text)) return true;
  const held = heldBy(name);
  const stubs = Array.from(text.matchAll(held), ([, holder = '']) => holder);
  if (stubs.some((holder) => isKeptIn(code, holder, text) || isField(code, holder, text))) return true;
  // `self.stub = …Stub(channel)`.
  if (new RegExp(`(\\.\\w+|@\\w+|\\])\\s*:?=\\s*(new\\s+)?${stub}\\(\\s*${n}\\b`).test(text)) return true;
  if (new RegExp(`\\breturn\\s+(new\\s+)?${stub}\\(\\s*${n}\\s*[,)]\\s*;?\\s*$`, 'm').test(text)) return true;
  if (stubs.length > 0) return isKeptIn(code, name, text.replace(held, ''));
  const isLast = new RegExp(`\\n\\s*${n}\\s*\\n\\s*end\\s*$`).test(text);
  return (code.shape.grammar === 'ruby' && isLast) || outlivesCall(code, value, around);
}

/** In code, as far as that can be told: comments have the words, too. */
const turns =
  /(^|[;{}])\s*(async\s+|await\s+)?(for|while|loop|foreach|until)\b|\bfor\s+\w+\s+in\b|\bdo\s*\{|\.(each\w*|times|map|forEach|for_each)\b/m;

/** A client that a loop uses is worth its connection. */
export function servesLoop(text: string, name: string, after: number): boolean {
  const left = text.slice(after);
  const uses = [...left.matchAll(new RegExp(`(?<![\\w.])${escapeRegExp(name)}(?!\\w)`, 'g'))];
  const last = uses.at(-1);
  return last !== undefined && turns.test(left.slice(0, last.index));
}

/** An argument of something other than a stub, which may keep it. */
export function isHandedOn(text: string, name: string): boolean {
  return new RegExp(`[(,]\\s*&?${escapeRegExp(name)}\\s*[,)]`).test(text.replace(heldBy(name), ''));
}
