import type { NginxDirective, NginxWord } from '../../parse/nginxConf.ts';
import type { Placed, ProxyPlace } from './nginxView.ts';

/** The directives in force at a place that replace those of outer blocks as a whole: all of the innermost that has any. */
export function inForce({ around }: ProxyPlace, name: string): readonly Placed[] {
  for (const { file, directive } of around.toReversed()) {
    const own = (directive.block ?? []).filter((inner) => inner.name === name);
    if (own.length > 0) return own.map((inner) => ({ file, directive: inner }));
  }
  return [];
}

/** The `proxy_set_header Connection` in force, if any. */
export function connectionHeader(place: ProxyPlace): Placed | undefined {
  return inForce(place, 'proxy_set_header').find(({ directive }) => isConnection(directive));
}

export function isConnection({ args }: NginxDirective): boolean {
  return args[0]?.text.toLowerCase() === 'connection';
}

/** Whether requests at this place are for WebSocket, whose connections live long. */
export function isForWebSocket(place: ProxyPlace): boolean {
  const location = place.around.findLast(({ directive }) => directive.name === 'location');
  const path = location?.directive.args.map(({ text }) => text).join(' ') ?? '';
  return (
    /upgrade/i.test(connectionHeader(place)?.directive.args[1]?.text ?? '') &&
    /(ws|socket|hub|cable|sockjs|websockify|terminal|vnc|hmr|stream|live)/i.test(path)
  );
}

/** The host of the address that requests go to: `app` of `http://app/v1`. */
export interface PassTarget {
  readonly word: NginxWord;
  readonly scheme: string;
  readonly host: string;
  readonly port?: number;
  /** What follows, for example `/v1`. */
  readonly uri: string;
  readonly isVariable: boolean;
}

export function passTarget({ directive }: Placed): PassTarget | undefined {
  const [word] = directive.args;
  if (word === undefined) return undefined;
  const [, scheme = '', authority = '', uri = ''] =
    /^(?:(https?|grpcs?):\/\/)?([^/]*)(.*)$/s.exec(word.text) ?? [];
  if (authority === '' || authority.startsWith('unix:')) return undefined;
  const [, host = authority, port] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(authority) ?? [];
  const isVariable = authority.includes('$');
  return { word, scheme, host, uri, isVariable, ...(port !== undefined && { port: Number(port) }) };
}

/** `host:port` of the servers of an upstream, those on sockets of files aside. */
export function serversOf({ directive }: Placed): readonly string[] {
  return (directive.block ?? []).flatMap(({ name, args }) => {
    const address = args[0]?.text ?? '';
    if (name !== 'server' || address === '' || address.startsWith('unix:')) return [];
    return [/:\d+$/.test(address) ? address : `${address}:80`];
  });
}

export function child({ directive }: Placed, name: string): NginxDirective | undefined {
  return directive.block?.find((inner) => inner.name === name);
}
