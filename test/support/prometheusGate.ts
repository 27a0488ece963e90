// A door before a Prometheus, as operators build one: lets in who has the token, and counts the queries that it lets in.
//   node prometheusGate.ts PORT TARGET TOKEN       `/count` answers with their number
import { createServer, request } from 'node:http';

const [port = '', target = '', token = ''] = process.argv.slice(2);
let count = 0;

createServer((asked, answer) => {
  if (asked.url === '/count') return answer.end(String(count));
  if (asked.headers.authorization !== `Bearer ${token}`) return answer.writeHead(401).end();
  count++;
  const passed = request(`${target}${asked.url ?? ''}`, (came) => {
    answer.writeHead(came.statusCode ?? 502, came.headers);
    came.pipe(answer);
  });
  passed.on('error', () => answer.writeHead(502).end());
  return passed.end();
}).listen(Number(port), '127.0.0.1');
