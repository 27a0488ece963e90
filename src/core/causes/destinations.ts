/** The ports that go without saying. */
const schemePorts: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  redis: 6379,
  rediss: 6379,
  tcp: 0,
  postgres: 5432,
  postgresql: 5432,
  pgsql: 5432,
  mysql: 3306,
  mariadb: 3306,
  mongodb: 27_017,
  amqp: 5672,
  memcached: 11_211,
};

const host = '(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9](?:[\\w.-]*[A-Za-z0-9])?)';
const url = new RegExp(
  `\\b(${Object.keys(schemePorts).join('|')})(?:\\+\\w+)?://(?:[^\\s/@"'\`{}$]*@)?${host}(?::(\\d{1,5}))?(?=[/"'\`?#\\s;,)\\]}]|$)`,
  'g',
);
const hostAndPort = new RegExp(`(?<![\\w.:/@-])${host}:(\\d{2,5})(?![\\w.:-])`, 'g');
/** Before a quote: it is not the name of a setting or a variable, as in `getenv("HOST")`. */
export const notLookedUp = '(?<!(?:\\b(?:get|setting|config|option)|[Ee]nv\\w*)\\s*\\(\\s*)';
/** Addresses in libraries that take them one by one: `Redis('127.0.0.2', 6379)`, `host=127.0.0.2;port=5432`. */
const separate = new RegExp(
  `${notLookedUp}["']${host}["']\\s*,\\s*(?:\\w+\\s*[=:]\\s*)?["']?(\\d{2,5})["']?(?![\\w.])`,
  'g',
);
/** `Net::HTTP.get('127.0.0.2', '/price', 8080)`. */
const withPath = new RegExp(`["']${host}["']\\s*,\\s*["']/[^"'\\n]*["']\\s*,\\s*(\\d{2,5})\\b`, 'g');
const keyed = new RegExp(
  `\\bhost\\w*["']?\\s*(?:=>|=|:)\\s*["']?${host}["']?\\s*[,;]\\s*(?:[^()\n{}]{0,80}?[,;\\s])?["']?port["']?\\s*(?:=>|=|:)\\s*["']?(\\d{2,5})`,
  'gi',
);
const keyedPortFirst = new RegExp(
  `\\bport["']?\\s*(?:=>|=|:)\\s*["']?(\\d{2,5})["']?\\s*[,;]\\s*(?:[^()\\n{}]{0,80}?[,;\\s])?["']?host\\w*["']?\\s*(?:=>|=|:)\\s*["']?${host}`,
  'gi',
);
/** Commands: `nc -z 10.0.0.5 8080`, `redis-cli -h 10.0.0.5 -p 6379`, and what the shell itself connects to. */
const commands = new RegExp(
  `\\b(?:nc|ncat|netcat|telnet)\\s+(?:-\\w+(?:\\s+\\d+(?=\\s))?\\s+)*${host}\\s+(\\d{2,5})\\b|/dev/tcp/${host}/(\\d{2,5})\\b|\\s-h\\s*${host}\\s+(?:-[a-oq-zA-OQ-Z]\\s*\\S+\\s+)*-[pP]\\s*(\\d{2,5})\\b`,
  'g',
);
const dsn = new RegExp(
  `\\b(pgsql|mysql|mariadb|postgresql):[^"']{0,300}?host=${host}(?![^"']{0,300}port=)`,
  'g',
);

/** Names that stand for others in documentation, and namespaces that look like addresses. */
const notReal =
  /^(www\.w3\.org|schemas?\.|json-schema\.org|example\.(com|org|net)$|.*\.example(\.com)?$|xmlns|purl\.org|www\.apache\.org|github\.com$|stackoverflow\.com|oauth\.net|datatracker\.ietf\.org|tools\.ietf\.org|docs\.|developers?\.|opensource\.org|creativecommons\.org)/i;

/** The service that a name within a cluster or a network of containers stands for: `stock` of `stock.shop.svc`. */
export function serviceName(host: string): string {
  return host.toLowerCase().replace(/^([^.]+)\.[^.]+\.svc(\.cluster\.local)?$/, '$1');
}

/** C gives them apart: `inet_addr("10.0.0.5")`, `htons(8080)`. */
const addressInC = /\binet_(?:addr|pton|aton)\s*\([^"()]*"([^"]+)"/g;
const portInC = /\bhtons\s*\(\s*(\d{2,5})\s*\)/g;

/** The destinations that a text names, as `host:port`, each once, in its order. */
export function destinationsIn(text: string): readonly string[] {
  const found = new Set<string>();
  const add = (name: string | undefined, port: number): void => {
    if (name === undefined || notReal.test(name) || port <= 0 || port > 65_535) return;
    found.add(`${name.toLowerCase()}:${String(port)}`);
  };
  for (const [, scheme = '', name, port] of text.matchAll(url))
    add(name, port === undefined ? (schemePorts[scheme] ?? 0) : Number(port));
  for (const [, name, port] of text.matchAll(separate)) add(name, Number(port));
  for (const [, name, port] of text.matchAll(withPath)) add(name, Number(port));
  for (const [, name, port] of text.matchAll(keyed)) add(name, Number(port));
  for (const [, port, name] of text.matchAll(keyedPortFirst)) add(name, Number(port));
  for (const [, a, aPort, b, bPort, c, cPort] of text.matchAll(commands))
    add(a ?? b ?? c, Number(aPort ?? bPort ?? cPort));
  for (const [, scheme = '', name] of text.matchAll(dsn)) add(name, schemePorts[scheme] ?? 0);
  for (const [name, port] of socketAddressesInC(text)) add(name, port);
  if (found.size === 0)
    for (const [, name = '', port] of text.matchAll(hostAndPort))
      if (/[.a-z]/i.test(name) || name.startsWith('[')) add(name, Number(port));
  return [...found];
}

/** One statement sets both, as a rule; where none does, the one port belongs to all addresses. */
function socketAddressesInC(text: string): readonly (readonly [name: string, port: number])[] {
  const inOne = text.split(';').flatMap((statement) => pairsIn(statement));
  return inOne.length > 0 ? inOne : pairsIn(text);
}

function pairsIn(text: string): readonly (readonly [string, number])[] {
  const ports = [...new Set(Array.from(text.matchAll(portInC), ([, port]) => Number(port)))];
  const [port] = ports;
  if (port === undefined || ports.length > 1) return [];
  return Array.from(text.matchAll(addressInC), ([, name = '']) => [name, port] as const);
}
