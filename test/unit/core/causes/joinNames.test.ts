import assert from 'node:assert/strict';
import { attachSites } from '../../../../src/core/causes/live/attachSites.ts';
import { noKnownNames } from '../../../../src/core/causes/live/destinationMatch.ts';
import { join } from '../../../../src/core/causes/live/join.ts';
import type { ProcessClue } from '../../../../src/core/causes/live/processClue.ts';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { call, evidence, folder, running, sitesOf } from './joining.ts';

describe('sites and sockets, by bind(), by who listens and by the port of pods', () => {
  it('lead from the finding about ports that are held by bind() to its lines, whatever program it is about', async () => {
    const c = `int call(void) {\n  int s = socket(AF_INET, SOCK_STREAM, 0);\n  bind(s, (void *)&me, sizeof me);\n  return connect(s, (void *)&you, sizeof you);\n}\n`;
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.5:8080/"'), 'app.c': c });
    const seen = evidence('10.0.0.5', 8080, ['thrown-away', 'bind-first']);
    const process: ProcessClue = { pid: 9, name: 'app', args: ['./app'], executable: `${folder}/app` };
    const sites = join({
      sites: workspace.sites(),
      folder,
      evidence: [seen],
      processes: [process],
      owners: new Map(),
      known: noKnownNames,
    });
    const subject = { kind: 'process', name: 'app', pids: [9] } as const;
    const findings: readonly Pick<Finding, 'rule' | 'subject' | 'sites'>[] = [
      { rule: 'bind-before-connect', subject },
      { rule: 'file-limit', subject },
    ];
    const [held, other] = attachSites(findings, sites, folder);
    assert.deepEqual(
      held?.sites?.map(({ file, cause, range, hasFix, destination }) => [
        file,
        cause,
        range.start.line,
        hasFix,
        destination,
      ]),
      [['/srv/shop/app.c', 'c-bind-first', 2, true, { remoteAddress: '10.0.0.5', remotePort: 8080 }]],
    );
    assert.equal(other?.sites, undefined);
  });

  it('lead from a finding about a program to no line of another program', async () => {
    const source =
      'import socket\ndef ask(i):\n    s = socket.socket()\n    s.bind(("10.0.0.1", 0))\n    s.connect(("10.0.0.5", 8080))\n';
    const workspace = await sitesOf({ 'app.py': source });
    const bound = (inodes: readonly number[]) => evidence('10.0.0.5', 8080, ['bind-first'], inodes);
    const linesOf = (pids: readonly number[], of: Partial<Parameters<typeof join>[0]>) => {
      const judged = join({
        sites: workspace.sites(),
        folder,
        evidence: [bound([1])],
        processes: [running],
        owners: new Map([[1, [{ pid: 7, name: 'python3' }]]]),
        known: noKnownNames,
        ...of,
      });
      const subject = { kind: 'process', name: 'app', pids } as const;
      const findings: readonly Pick<Finding, 'rule' | 'subject' | 'sites'>[] = [
        { rule: 'bind-before-connect', subject },
      ];
      const [finding] = attachSites(findings, judged, folder);
      return finding?.sites?.length ?? 0;
    };
    assert.equal(linesOf([7], {}), 1, 'its own');
    assert.equal(linesOf([9], {}), 0, 'of the program that runs the file');
    const both = new Map([
      [1, [{ pid: 7, name: 'python3' }]],
      [2, [{ pid: 8, name: 'python3' }]],
      [3, [{ pid: 9, name: 'app' }]],
    ]);
    const shared = { evidence: [bound([1, 2, 3])], owners: both };
    assert.equal(linesOf([9], shared), 0, 'one destination of both');
    assert.equal(linesOf([8], shared), 1, 'another worker of the same program');
    const unread = { processes: [], owners: new Map([[1, [{ pid: 7, name: 'python3' }]]]) };
    assert.equal(linesOf([9], unread), 0, 'a holder that may not be read');
    assert.equal(linesOf([7], unread), 1, 'a holder that may not be read');
    assert.equal(linesOf([9], { processes: [], owners: new Map() }), 1, 'no process known');
  });

  it('are tied by the process that listens there, where the line names a host after it', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://shop-redis:6379/"') });
    const there = { ...evidence('10.0.0.5', 6379, ['thrown-away']), listening: [55] };
    const listens = (name: string) =>
      join({
        sites: workspace.sites(),
        folder,
        evidence: [there],
        processes: [running],
        owners: new Map([[55, [{ pid: 12, name }]]]),
        known: noKnownNames,
      })[0];
    const redis = listens('redis-server');
    assert.deepEqual([redis?.confidence, redis?.severity], ['resolved', 'warning']);
    assert.deepEqual(redis?.chain.slice(1, 3), [
      {
        says: 'redis-server (12) listens on 10.0.0.5:6379.',
        restsOn: 'the listening socket that it holds',
      },
      {
        says: 'This line connects to 10.0.0.5:6379.',
        restsOn: 'the line names shop-redis and this port, and redis-server listens there',
      },
    ]);
    for (const name of ['postgres', 'python3']) assert.equal(listens(name)?.confidence, 'likely', name);
    // A name with a domain is that of any machine; one of a Service is not.
    const far = await sitesOf({ 'app.py': call('"http://redis.prod.corp.com:6379/"') });
    const near = await sitesOf({ 'app.py': call('"http://redis.shop.svc.cluster.local:6379/"') });
    const told = (sites: typeof far) =>
      join({
        sites: sites.sites(),
        folder,
        evidence: [there],
        processes: [],
        owners: new Map([[55, [{ pid: 12, name: 'redis-server' }]]]),
        known: noKnownNames,
      })[0];
    assert.deepEqual([told(far)?.confidence, told(near)?.confidence], ['possible', 'likely']);
    const variable = await sitesOf({
      '.env': 'CACHE=redis:6379\n',
      'app.py': `import os\n${call('os.environ["CACHE"]')}`,
    });
    const [site] = join({
      sites: variable.sites(),
      folder,
      evidence: [there],
      processes: [],
      owners: new Map([[55, [{ pid: 12, name: 'redis-server' }]]]),
      known: { ...noKnownNames, variables: variable.context.variables },
    });
    assert.equal(
      site?.chain[2]?.restsOn,
      'the variable CACHE names this port and a service, and redis-server listens there',
    );
  });

  it('are tied by a Service whose port leads to that of its pods', async () => {
    const workspace = await sitesOf({
      'k8s.yaml': 'kind: Service\nmetadata: {name: stock}\nspec: {ports: [{port: 80, targetPort: 8080}]}\n',
      'app.py': call('"http://stock.shop.svc/"'),
    });
    const { variables, services, definitions } = workspace.context;
    const tied = (port: number) =>
      join({
        sites: workspace.sites(),
        folder,
        evidence: [evidence('10.42.0.7', port, ['thrown-away'])],
        processes: [running],
        owners: new Map(),
        known: { names: new Map(), variables, services, definitions },
      })[0];
    assert.deepEqual(
      [tied(8080)?.confidence, tied(80)?.confidence, tied(8081)?.confidence],
      ['resolved', 'resolved', 'possible'],
    );
    assert.equal(
      tied(8080)?.chain[1]?.restsOn,
      'stock is a service that k8s.yaml defines, whose port 80 leads to this port',
    );
    assert.deepEqual(
      tied(8080)?.definitions.map(({ label }) => label),
      ['stock'],
    );
  });
});
