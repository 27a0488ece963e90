import assert from 'node:assert/strict';
import { parseExporterArguments } from '../../../../src/cli/exporter/exporterArguments.ts';

function wrong(...args: readonly string[]): string {
  const parsed = parseExporterArguments(args);
  assert.equal(parsed.kind, 'wrong', args.join(' '));
  return parsed.message;
}

function options(...args: readonly string[]) {
  const parsed = parseExporterArguments(args);
  assert.equal(parsed.kind, 'run', JSON.stringify(parsed));
  return parsed.options;
}

describe('parseExporterArguments', () => {
  it('listens on loopback unless told otherwise', () => {
    assert.deepEqual(options(), {
      place: 'local',
      listen: { host: '127.0.0.1', port: 9810 },
      intervalSeconds: 15,
      top: 20,
    });
    assert.deepEqual(options('--listen', '[::1]:1').listen, { host: '::1', port: 1 });
    assert.deepEqual(options('--listen', 'localhost:0').listen, { host: 'localhost', port: 0 });
    assert.deepEqual(options('--listen=0.0.0.0:65535').listen, { host: '0.0.0.0', port: 65_535 });
    for (const bad of ['9810', ':9810', '1.2.3.4', '1.2.3.4:65536', '::1:9810', '', 'a b:1', '[::1]'])
      assert.match(wrong('--listen', bad), /is not an address and a port/, bad);
  });

  it('reads interval and number of destinations', () => {
    const { intervalSeconds, top } = options('--interval', '60', '--top', '5');
    assert.deepEqual([intervalSeconds, top], [60, 5]);
    for (const bad of ['0', '-1', '3601', 'soon', '', 'NaN'])
      assert.match(wrong(`--interval=${bad}`), /1 to 3600/);
    for (const bad of ['0', '21', 'all', '']) assert.match(wrong(`--top=${bad}`), /1 to 20/);
  });

  it('writes a file instead of listening, or both', () => {
    assert.equal(options('--textfile', '/var/a.prom').listen, undefined);
    const both = options('--textfile', '/var/a.prom', '--listen', '127.0.0.1:1');
    assert.equal(both.textfile, '/var/a.prom');
    assert.equal(both.listen?.port, 1);
    assert.match(wrong('--textfile', '/var/a.txt'), /does not end in .prom/);
    assert.match(wrong('--textfile', '/var/a.prom', '--web-config', 'web.yml'), /--listen/);
    assert.match(wrong('--netns', 'a', 'more'), /more/);
    assert.equal(options('--netns', 'blue').place, 'netns:blue');
  });
});
