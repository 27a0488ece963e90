import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { inOrder, type CodeCause } from '../code/codeCause.ts';

const client = /(^|[\s;|&({`])(curl|wget|nc|ncat|redis-cli|psql|mysql|http)\s|\/dev\/tcp\//;
/** Loops that run many times: a list of a few words does not. */
const many =
  /\bseq\b|\{\d+\.\.\d{2,}\}|^for\s*\(\(|\bwhile\s+(true|:|read|IFS=|\[|\(\()|^while\s+\w+=|\buntil\b|\$\(\s*(cat|find|ls|jq|awk|grep|seq|<)|\bdone\s*<|\|\s*while/;

/** Into another file each time: `curl "$url" > "files/$i"`. */
const isDownload =
  /\b(?:curl|wget)\b(?:[^\n|;&"'>]|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'){0,500}\s>\s*["']?[^\s"'&>|;]*\$/;

/** A program that connects and ends, in a loop. */
export const shCurlLoop: CodeCause = {
  id: 'sh-curl-loop',
  languages: ['shell'],
  words: inOrder(/\b(curl|wget|nc|ncat|redis-cli|psql|mysql)\b|\/dev\/tcp\//, /\bdone\b/),
  symptoms: ['thrown-away'],
  *find(code) {
    for (const node of code.root.descendantsOfType([
      'for_statement',
      'while_statement',
      'c_style_for_statement',
    ])) {
      const body =
        node.childForFieldName('body') ?? node.namedChildren.find(({ type }) => type === 'do_group');
      if (body === undefined || !client.test(body.text)) continue;
      const head = code.file.text.slice(node.startIndex, body.startIndex);
      const tail = code.file.text.slice(body.endIndex, body.endIndex + 80);
      if (!many.test(head) && !/^\s*<|^[^\n]*\bwhile\b/.test(tail)) continue;
      // Loops that wait, and downloads, make few connections: as a rule, which sockets may tell otherwise.
      if (/--retry\b/.test(body.text) || client.test(head) || /^until\b/.test(head)) continue;
      const isSlow = /\bsleep\b|\bread\s+-t|\bbreak\b|\breturn 0\b/.test(body.text);
      const written = body.text.replace(/(-\w*o|--output)[\s=]+\/dev\/null\b/g, '');
      if (/\b(curl|wget)\b[^\n]*\s(-\w*O|-\w*o|--output|--remote-name|-P)\b/.test(written)) continue;
      if (isDownload.test(body.text)) continue;
      if (/\$#|"\$@"|\bgetopts\b|\$\*/.test(head)) continue;
      yield {
        node: clientIn(body) ?? node,
        about: node,
        ...((isSlow || smallCount(head)) && { needsEvidence: true as const }),
        mechanism: 'Each turn of the loop starts a program that opens a connection and closes it.',
        advice:
          'Give one program all of the work: `curl "http://…?[1-100]"`, or `curl -K` with a list, keeps its connection.',
      };
    }
  },
};

/** The command that connects. */
function clientIn(body: SyntaxNode): SyntaxNode | undefined {
  return body
    .descendantsOfType(['command', 'redirected_statement'])
    .find(({ text }) => client.test(` ${text} `) && !/^(for|while|if|case)\b/.test(text));
}

/** A loop of fewer turns leaves nothing to talk of, as a rule. */
function smallCount(head: string): boolean {
  const count = /\bseq\s+(?:1\s+)?(\d+)\b|\{\d+\.\.(\d+)\}|<=?\s*(\d+)\s*;|\s-l[et]\s+(\d+)\b/.exec(head);
  const turns = Number(count?.[1] ?? count?.[2] ?? count?.[3] ?? count?.[4] ?? Infinity);
  return turns < 200;
}
