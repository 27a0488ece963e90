import { escapeRegExp } from '../code/code.ts';

/** Whether an address that a socket is bound to leaves the port to the kernel; `unknown` where its text does not say. */
export type OwnPort = 'left' | 'named' | 'unknown';

/** In characters; a longer address is made for no reader. */
const longest = 200;
const leaves = /,\s*(?:port\s*[:=]\s*)?0\s*(?:,\s*)?\)+$|sockaddr_in\(\s*0\s*,|["'][^"']*:0["']\)*$/;
const names =
  /,\s*(?:port\s*[:=]\s*)?[1-9]\d*\s*(?:,\s*)?\)+$|sockaddr_in\(\s*[1-9]|["'][^"']*:[1-9]\d*["']\)*$/;
/** Go leaves out a field that is zero. */
const literalOfGo = /\b(?:Sockaddr\w+|TCPAddr)\s*\{(.*)\}$/s;

/** The port of an address as written: `(me, 0)`, `new IPEndPoint(me, 0)`, or a name that `text` gives one. */
export function ownPort(address: string, text: string): OwnPort {
  const written = valueOf(address, text).trim();
  if (written.length > longest) return 'unknown';
  const fields = literalOfGo.exec(written)?.[1];
  if (fields !== undefined) {
    const port = /\bPort\s*:\s*([^,}]+)/.exec(fields)?.[1]?.trim() ?? '0';
    return port === '0' ? 'left' : /^\d+$/.test(port) ? 'named' : 'unknown';
  }
  const plain = written.replace(/(\.into\(\)|\?|\.unwrap\(\))+/g, '');
  if (leaves.test(plain)) return 'left';
  return names.test(plain) ? 'named' : 'unknown';
}

/** What a name was given last, or the text itself. */
function valueOf(address: string, text: string): string {
  const name = /^&?(?:mut\s+)?(\$?\w+)(?:\.into\(\))?$/.exec(address.trim())?.[1];
  if (name === undefined) return address;
  const given = [
    ...text.matchAll(
      new RegExp(`(?<![\\w.$])${escapeRegExp(name)}\\s*(?::[^=\\n]{0,80})?:?=(?!=)\\s*([^;\\n]*)`, 'g'),
    ),
  ];
  return given.at(-1)?.[1] ?? address;
}
