/** They run what others wrote, or pass it on: their name says nothing of a service. */
const runsOthers =
  /^(python|node|java|ruby|perl|php|dotnet|deno|bun|gunicorn|uvicorn|docker-proxy|conmon|rootlessport|socat|(ba|da|z|k)?sh$)/;

/** Whether a program is what the name of a host or a service promises: `redis-server` for `shop-redis`, `mysqld` for `mysql2`. */
export function isNamedAfter(host: string, program: string): boolean {
  const name = program.toLowerCase();
  if (runsOthers.test(name)) return false;
  const stem = name
    .replace(/[\d.]+$/, '')
    .replace(/-server$/, '')
    .replace(/(?<=..)d$/, '');
  if (stem.length < 3) return false;
  const [label = ''] = host.toLowerCase().split('.');
  return label
    .split(/[-_]/)
    .map((word) => word.replace(/\d+$/, ''))
    .some((word) => word === name || word === stem || (stem.length > 3 && word.startsWith(stem)));
}
