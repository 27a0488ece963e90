// A shell that answers as a hostile host would: it knows the protocol, and sends what the mode says.
//   node hostileShell.ts MODE [LOG]    LOG: where it writes a line for each start and each request
import { appendFileSync, readFileSync, writeSync } from 'node:fs';
import { evil } from './evil.ts';

const mode = process.argv[2] ?? '';
const megabyte = 1 << 20;
const zeros = Buffer.alloc(megabyte);
/** What the mode `names` calls everything; on one line, as most of it is there. */
const longName = `${evil.replaceAll(/[\r\n\ud800]/g, '')}${'A'.repeat(64 << 10)}`;
const longSetting = `net.ipv4.tcp_tw_reuse = ${longName}\nnet.ipv4.${longName} = 1\n`;
const suffix = mode === 'names' ? longName : '';
const facts = ['Linux\n', `web1${suffix}\n`, `6.1.0${suffix}\n`, '0\n', 'net:[1]\n', '', '\x7fELF\x02\x01'];

const log = process.argv[3];
const note = (line: string): void => {
  if (log !== undefined) appendFileSync(log, `${line}\n`);
};
note('start');

let token = '';
let text = '';

function send(bytes: string | Uint8Array): void {
  const all = Buffer.from(bytes);
  for (let sent = 0; sent < all.length;) {
    try {
      sent += writeSync(1, all, sent);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) process.exit(0);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

const mark = (words: string): void => {
  send(`\n${token} ${words}\n`);
};

function listing(): string {
  const record = (...words: readonly string[]): string => words.map((word) => `${word}\0`).join('');
  switch (mode) {
    case 'links':
      return Array.from({ length: 100_000 }, (_, at) =>
        record('link', `/etc/sysctl.d/${at}.conf`, `x${at}`),
      ).join('');
    case 'text':
      return record('text', '/etc/sysctl.d/a.conf', 'a=1\n'.repeat(10 * megabyte));
    case 'newlines':
      return record('text', '/etc/sysctl.d/a.conf', '\n'.repeat(3 * megabyte));
    case 'globs':
      return record(
        'text',
        '/etc/sysctl.d/a.conf',
        `${'*a'.repeat(2000)}/${'*a'.repeat(20)} = 1\n`.repeat(900),
      );
    case 'names':
      return record('init', 'systemd', 'text', `/etc/sysctl.d/${longName}.conf`, longSetting);
    default:
      return record('init', 'systemd', 'text', '/etc/sysctl.d/a.conf', 'net.ipv4.tcp_tw_reuse = 1\n');
  }
}

/** What the host sends for a file: about as much as an honest one, or far too much. */
function file(path: string): void {
  if (path.startsWith('/proc/sys/')) send(mode === 'names' ? `${longName}\n` : '1\n');
  if (!path.startsWith('/proc/net/')) return;
  if (mode === 'counters') {
    const names = Array.from({ length: 4000 }, (_, at) => `N${at}`).join(' ');
    const line = `TcpExt: ${names}\nTcpExt: ${'1 '.repeat(4000)}\n`;
    for (let sent = 0; sent < 100 * megabyte; sent += line.length) send(line);
  } else if (mode === 'zeros') for (let sent = 0; sent < 300; sent++) send(zeros);
  else if (path === '/proc/net/sockstat') send('TCP: inuse 1 orphan 0 tw 7 alloc 1 mem 0\n');
}

/** Sockets of which each is another process's. */
function owned(count: number): void {
  let rows = '';
  for (let at = 1; at <= count; at++) {
    rows += `ESTAB 0 0 1.1.1.1:1 1.1.1.1:1 ino:${at} users:(("ab",pid=${at},fd=3))\n`;
    if (rows.length > megabyte || at === count) {
      send(rows);
      rows = '';
    }
  }
}

/** Sockets that a second list would be made for. */
function pile(): void {
  for (let at = 1; at <= 1000; at++)
    send(`CLOSE-WAIT 1 0 1.1.1.1:${1000 + at} 2.2.2.2:80 ino:${at} users:(("ab",pid=${at},fd=3))\n`);
}

/** Processes that call themselves what no process can. */
function named(): void {
  const name = longName.replaceAll(/["(),]/g, '');
  for (let at = 1; at <= 20; at++) {
    const users = `ino:${at} users:(("${name.slice(0, at < 19 ? 300 : -1)}",pid=${at},fd=3))\n`;
    send(`LISTEN 129 128 127.0.0.1:${at} 0.0.0.0:* ${users}`);
    for (let port = 0; port < 20; port++)
      send(`CLOSE-WAIT 1 0 1.1.1.1:${1000 * at + port} 2.2.2.2:${at} ${users}`);
  }
}

function answer(script: string): void {
  mark('begin');
  if (mode === 'marks') for (;;) mark('out 0');
  for (const line of script.split('\n')) {
    const [, kind, number = '', rest = ''] = /(sd_file|sd_run) (\d+) (.*?)(?:;|$)/.exec(line) ?? [];
    if (kind === undefined) continue;
    mark(`out ${number}`);
    if (Number(number) < facts.length) send(facts[Number(number)] ?? '');
    else if (kind === 'sd_run' && rest.startsWith("'sh'")) send(listing());
    else if (kind === 'sd_run' && rest.startsWith("'ss'") && mode === 'owners') owned(500_000);
    else if (kind === 'sd_run' && rest.startsWith("'ss'") && mode === 'silentLater') pile();
    else if (kind === 'sd_run' && rest.startsWith("'ss'") && mode === 'names') named();
    else if (kind === 'sd_run') send('');
    else file(rest.replaceAll("'", ''));
    mark(`end ${number} 0`);
  }
  mark('done');
}

process.stdin.on('data', (chunk: Buffer) => {
  if (mode === 'silent') return;
  text += chunk.toString();
  token = /sd_mark\(\) \{ printf '\\n%s %s\\n' (\w+) /.exec(text)?.[1] ?? token;
  const end = text.indexOf('\nsd_mark done; } </dev/null\n');
  if (end < 0) return;
  const script = text.slice(text.indexOf('{ sd_mark begin'), end);
  text = '';
  const isFirst = log === undefined || !readFileSync(log, 'utf8').includes('request');
  note('request');
  if (mode === 'silentLater' && !isFirst) return;
  answer(script);
});
process.stdin.on('end', () => process.exit(0));
