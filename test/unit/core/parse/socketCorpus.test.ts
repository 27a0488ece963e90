import assert from 'node:assert/strict';
import { TcpState } from '../../../../src/core/model/tcpState.ts';
import { parseSnmpCounters } from '../../../../src/core/parse/snmpCounters.ts';
import { parseSockstat } from '../../../../src/core/parse/sockstat.ts';
import { corpusFile, corpusIndex, corpusMissing } from '../../../support/corpus.ts';
import { parseSs, procParser, type Parsed } from '../../../support/parsing.ts';
import { skipWhere } from '../../../support/skipWhere.ts';

const parseProc = procParser('little');

/** Captures of ss of which not every row of TCP can be read: how many can, and why not more. */
const exceptions: Readonly<Record<string, { readonly rows: number; readonly why: string }>> = {
  'jc-ubuntu1804-ss-sudo-a': { rows: 1, why: 'taken without -n: three rows have names instead of ports' },
  'x-ss-ltu-service-names-glued': { rows: 2, why: 'taken without -n: one row has a name instead of a port' },
  'x-ss-pl-no-state-column': { rows: 0, why: 'without a column for the state' },
  'x-ss-lun-scope-two': { rows: 8, why: 'of UDP, which nothing tells from TCP: no table column' },
};

function timeWaitOf({ table }: Parsed): number {
  return table.state.filter((state) => state === TcpState.TIME_WAIT).length;
}

describe('the corpus of socket captures', () => {
  if (corpusMissing !== null) {
    it('is there', function () {
      skipWhere(this, corpusMissing);
    });
    return;
  }

  const entries = corpusIndex('sockets/INDEX.tsv').map((entry) => ({
    slug: entry['slug'] ?? '',
    kind: entry['kind'] ?? '',
    bytes: corpusFile(`sockets/${entry['file'] ?? ''}`),
    rows: Number(entry['rows_tcp']),
    timeWait: Number(entry['time_wait']),
    notes: entry['notes'] ?? '',
  }));
  const ofKind = (...kinds: readonly string[]): typeof entries =>
    entries.filter(({ kind }) => kinds.includes(kind));

  it('has captures of each kind', () => {
    for (const kind of ['ss', 'proc-net-tcp', 'proc-net-tcp6', 'proc-net-sockstat', 'proc-net-netstat']) {
      assert.ok(ofKind(kind).length > 0, kind);
    }
  });

  for (const { slug, bytes, rows, timeWait } of ofKind('proc-net-tcp', 'proc-net-tcp6')) {
    it(`reads every row of ${slug}`, () => {
      const parsed = parseProc(bytes);
      assert.deepEqual([parsed.rows, timeWaitOf(parsed), parsed.badLines], [rows, timeWait, 0]);
    });
  }

  for (const { slug, bytes, rows, timeWait } of ofKind('ss')) {
    const exception = exceptions[slug];
    if (exception === undefined) {
      it(`reads every row of TCP of ${slug}`, () => {
        const parsed = parseSs(bytes);
        assert.deepEqual([parsed.rows, timeWaitOf(parsed)], [rows, timeWait]);
      });
    } else {
      it(`reads ${exception.rows} of ${slug}, ${exception.why}`, () => {
        const parsed = parseSs(bytes);
        assert.equal(parsed.rows, exception.rows);
        assert.ok(parsed.rows + parsed.badLines >= rows, 'what cannot be read is counted');
      });
    }
  }

  it('takes no row out of what is no such capture', () => {
    for (const { slug, kind, bytes } of entries) {
      if (kind !== 'ss') assert.equal(parseSs(bytes).rows, 0, slug);
      if (!kind.startsWith('proc-net-tcp')) assert.equal(parseProc(bytes).rows, 0, slug);
    }
  });

  it('reads the count of TIME_WAIT of every sockstat, which is that of the rows', () => {
    for (const { slug, bytes, notes } of ofKind('proc-net-sockstat')) {
      const tw = parseSockstat(bytes.toString(), 'sockstat').get('sockstat.TCP.tw');
      assert.ok(tw !== undefined, slug);
      const noted = /\btw (\d+)/.exec(notes)?.[1];
      if (noted !== undefined) assert.equal(tw, Number(noted), slug);
      const ofSameHost = entries.filter(
        (entry) => entry.slug.startsWith(slug.replace(/sockstat$/, 'proc-tcp')) && slug.startsWith('hotsos'),
      );
      const rows = ofSameHost.reduce((sum, entry) => sum + timeWaitOf(parseProc(entry.bytes)), 0);
      if (ofSameHost.length > 0) assert.equal(rows, tw, slug);
    }
    for (const { slug, bytes } of ofKind('proc-net-sockstat6')) {
      assert.ok(parseSockstat(bytes.toString(), 'sockstat6').has('sockstat6.TCP6.inuse'), slug);
    }
  });

  it('reads the counters of every netstat and snmp', () => {
    for (const { slug, bytes } of ofKind('proc-net-netstat')) {
      const counters = parseSnmpCounters(bytes.toString());
      for (const name of ['TW', 'ListenOverflows', 'TCPTimeWaitOverflow']) {
        assert.ok(counters.has(`TcpExt.${name}`), `${slug}: ${name}`);
      }
    }
    for (const { slug, bytes } of ofKind('proc-net-snmp')) {
      assert.ok(parseSnmpCounters(bytes.toString()).has('Tcp.ActiveOpens'), slug);
    }
  });

  it('lets no parser throw', () => {
    for (const { bytes } of entries) {
      parseSnmpCounters(bytes.toString());
      parseSockstat(bytes.toString(), 'sockstat');
      procParser('big')(bytes);
    }
  });
});
