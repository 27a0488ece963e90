import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { isCallersChoice } from '../code/callersChoice.ts';
import { calleeOf, callsOf, type Code, fieldText } from '../code/code.ts';
import type { CodeCause, CodeSite } from '../code/codeCause.ts';
import { isOneShot } from '../code/oneShot.ts';
import { givenName, isFactory, scopeOf } from '../code/scope.ts';
import { makesForOthers } from '../java/makesForOthers.ts';
import { PythonImports } from '../python/pythonImports.ts';
import type { SourceLanguage } from '../sourceLanguage.ts';
import { isClosedIn, isHandedOn, isResult, livesOn, servesLoop } from './lifetime.ts';

/** A call that makes a client with connections of its own. */
interface Maker {
  /** What it is called: `redis.NewClient`. */
  readonly calls: RegExp;
  /** What the file says if the name means that library. */
  readonly about?: RegExp;
  /** What its text says if it leads to no port. */
  readonly not?: RegExp;
  /** The port that it connects to where none is written. */
  readonly usualPort?: number;
}

interface PerCall extends Pick<CodeCause, 'id' | 'words' | 'symptoms'> {
  readonly makers: Readonly<Partial<Record<SourceLanguage, readonly Maker[]>>>;
  readonly says: Pick<CodeSite, 'mechanism' | 'advice'>;
}

/** A cause for the clients of a library that a function makes for each call. */
export function perCall({ makers, says, ...cause }: PerCall): CodeCause {
  return {
    ...cause,
    languages: Object.keys(makers) as readonly SourceLanguage[],
    *find(code) {
      const known = (makers[code.file.language] ?? []).filter(
        ({ about }) => about?.test(code.file.text) ?? true,
      );
      if (known.length === 0) return;
      const imports = code.shape.grammar === 'python' ? new PythonImports(code) : undefined;
      for (const node of callsOf(code)) {
        const written = calleeOf(node);
        const callee = imports?.resolve(written) ?? written;
        const maker = known.find(({ calls }) => calls.test(callee));
        if (maker === undefined) continue;
        const value = wholeOf(node);
        if (maker.not?.test(value.text) === true) continue;
        const found = foundPerCall(code, node, value);
        if (found === undefined) continue;
        const { usualPort } = maker;
        yield { node, ...(usualPort !== undefined && { usualPort }), ...found, ...says };
      }
    },
  };
}

/** What a function says that runs as long as its program. */
const runsOn =
  /\bListenAndServe\w*\(|\bsignal\.Notify\w*\(|\.Serve\(|wait_for_termination|awaitTermination|\.Run(Async)?\(\)|serve_forever|run_forever|HttpServer::new|axum::serve|\bAddSingleton\b|\.listen\(/;
/** What a function returns that makes a client for others. */
const returned =
  /Client|Conn\b|Connection|Channel|Multiplexer|\bDB\b|Pool|\bSelf\b|Redis|Database|DataSource|Stub|Store|Repository|Session|Engine|Cache/;

/** Whether a client that a function makes serves only this call, and whether only sockets can tell. */
function foundPerCall(
  code: Code,
  node: SyntaxNode,
  value: SyntaxNode,
): Pick<CodeSite, 'needsEvidence'> | undefined {
  const scope = scopeOf(code, node);
  const { around } = scope;
  if (!scope.isPerCall || around === undefined) return undefined;
  if (returned.test(resultOf(around)) || runsOn.test(around.text)) return undefined;
  if (around.type === 'method_declaration' && code.file.language === 'java')
    if (makesForOthers(code.file.text, around)) return undefined;
  const name = givenName(code, value);
  const isClosed = isClosedIn(code, value, name, around);
  if (!isClosed && (isResult(code, value) || livesOn(code, value, name, around))) return undefined;
  if (
    !scope.isInLoop &&
    name !== undefined &&
    servesLoop(around.text, name, value.endIndex - around.startIndex)
  )
    return undefined;
  const isDoubtful =
    isOneShot(code, scope) ||
    isFactory(around) ||
    isCallersChoice(code, node) ||
    (!isClosed && name !== undefined && isHandedOn(around.text, name));
  return isDoubtful ? { needsEvidence: true } : {};
}

/** With what is chained to it: `ManagedChannelBuilder.forAddress(…).usePlaintext().build()`, and what waits for it or unwraps it. */
export function wholeOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  for (let { parent } = at; parent !== null; { parent } = at) {
    const isChained =
      /^(method_invocation|member_access_expression|field_expression|selector_expression)$/.test(
        parent.type,
      ) && parent.namedChildren[0]?.id === at.id;
    const isCall =
      /^(invocation_expression|call_expression)$/.test(parent.type) && parent.namedChildren[0]?.id === at.id;
    if (isChained ? !builds.test(nameAfter(parent, at)) : !isCall && !unwraps.test(parent.type)) break;
    at = parent;
  }
  return at;
}

const unwraps = /^(await_expression|await|try_expression|parenthesized_expression|expression_list)$/;
/** Methods that give the same client, or one made of it. */
const builds =
  /^\.?(build|use\w*|with\w*|set\w*|enable\w*|max\w*|min\w*|keepAlive\w*|default\w*|override\w*|intercept\w*|executor|connect|connect_lazy|connect_with|acquire_timeout|idle_timeout|connect_timeout|timeout|tls_config|tcp_\w+|unwrap|expect|await|Build|ConfigureAwait|map_err|context)\b/;

function nameAfter(parent: SyntaxNode, at: SyntaxNode): string {
  return parent.text.slice(at.endIndex - parent.startIndex).replace(/^[\s?]+/, '');
}

function resultOf(around: SyntaxNode): string {
  return ['result', 'return_type', 'returns', 'type'].map((field) => fieldText(around, field)).join(' ');
}
