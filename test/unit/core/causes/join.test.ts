import assert from 'node:assert/strict';
import type { FoundSite } from '../../../../src/core/causes/cause.ts';
import { attachSites } from '../../../../src/core/causes/live/attachSites.ts';
import { noKnownNames, type KnownNames } from '../../../../src/core/causes/live/destinationMatch.ts';
import type { CauseEvidence } from '../../../../src/core/causes/live/evidence.ts';
import { join } from '../../../../src/core/causes/live/join.ts';
import type { ProcessClue } from '../../../../src/core/causes/live/processClue.ts';
import type { Finding } from '../../../../src/core/model/finding.ts';
import type { ProcessInfo } from '../../../../src/core/model/processes.ts';
import { call, evidence, folder, running, sitesOf, thrownAway } from './joining.ts';

interface Given {
  readonly evidence?: readonly CauseEvidence[];
  readonly processes?: readonly ProcessClue[];
  readonly owners?: ReadonlyMap<number, readonly ProcessInfo[]>;
  readonly known?: KnownNames;
}

function judged(sites: readonly FoundSite[], given: Given): readonly string[] {
  return join({
    sites,
    folder,
    evidence: given.evidence ?? [thrownAway],
    processes: given.processes ?? [],
    owners: given.owners ?? new Map(),
    known: given.known ?? noKnownNames,
  }).map(({ site, confidence, severity }) => `${site.file} ${confidence} ${severity}`);
}

describe('sites and sockets', () => {
  it('are tied by destination and process', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.5:8080/"') });
    assert.deepEqual(judged(workspace.sites(), { processes: [running] }), ['app.py resolved warning']);
  });

  it('are tied by the destination alone where one line is meant', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.5:8080/"') });
    assert.deepEqual(judged(workspace.sites(), {}), ['app.py likely warning']);
  });

  it('blame none of several lines', async () => {
    const workspace = await sitesOf({
      'a.py': call('"http://10.0.0.5:8080/"'),
      'b.py': call('"http://10.0.0.5:8080/"'),
    });
    assert.deepEqual(judged(workspace.sites(), {}), ['a.py likely information', 'b.py likely information']);
  });

  it('blame no line that runs seldom beside one that runs often', async () => {
    const seldom = call('"http://10.0.0.5:8080/"').replace('price', 'create_order');
    const workspace = await sitesOf({ 'a.py': call('"http://10.0.0.5:8080/"'), 'b.py': seldom });
    assert.deepEqual(judged(workspace.sites(), { processes: [running] }), [
      'a.py resolved warning',
      'b.py resolved information',
    ]);
    const alone = await sitesOf({ 'b.py': seldom });
    assert.deepEqual(judged(alone.sites(), { processes: [running] }), ['b.py resolved warning']);
  });

  it('share no blame with a test that names the same destination', async () => {
    const url = call('"http://10.0.0.5:8080/"');
    const workspace = await sitesOf({ 'app.py': url, 'tests/price.py': url });
    assert.deepEqual(judged(workspace.sites(), {}), [
      'app.py likely warning',
      'tests/price.py likely information',
    ]);
  });

  it('read the paths on a command line once, however many lines are looked for there', async () => {
    let read = 0;
    class Args extends Array<string> {
      static override get [Symbol.species]() {
        return Array;
      }
      override flatMap<U>(each: (value: string, index: number, array: string[]) => U | readonly U[]): U[] {
        read += 1;
        return super.flatMap(each);
      }
    }
    const process = { ...running, args: Args.from(running.args) };
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.5:8080/"').repeat(30) });
    assert.equal(judged(workspace.sites(), { processes: [process] }).length, 30);
    assert.equal(read, 1);
  });

  it('count in what is no product, as a script, only where sockets speak for it', async () => {
    const workspace = await sitesOf({ 'scripts/ask.py': call('"http://10.0.0.5:8080/"') });
    assert.deepEqual(judged(workspace.sites(), { evidence: [] }), []);
    const script = { ...running, args: ['python3', 'scripts/ask.py'] };
    assert.deepEqual(judged(workspace.sites(), { processes: [script] }), ['scripts/ask.py resolved warning']);
  });

  it('are tied by the command line of the process where the line says nothing', async () => {
    const workspace = await sitesOf({ 'app.py': call('url') });
    const told = { ...running, args: ['python3', 'app.py', 'http://10.0.0.5:8080/price'] };
    assert.deepEqual(judged(workspace.sites(), { processes: [told] }), ['app.py resolved warning']);
    assert.deepEqual(judged(workspace.sites(), { processes: [running] }), ['app.py likely information']);
  });

  it('reads the command line of a process once, however many lines it is matched with', async () => {
    let read = 0;
    class Args extends Array<string> {
      override join(separator?: string): string {
        read++;
        return super.join(separator);
      }
    }
    const told = { ...running, args: Args.from(['python3', 'app.py', 'http://10.0.0.5:8080/price']) };
    const many = Array.from({ length: 30 }, () => call('url')).join('');
    const sites = (await sitesOf({ 'app.py': many })).sites();
    assert.equal(judged(sites, { processes: [told] }).length, 30);
    const perLine = read / 30;
    assert.ok(perLine < 1, `${String(read)} times for 30 lines`);
  });

  it('stay apart where the destination is another one', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.6:8080/"') });
    assert.deepEqual(judged(workspace.sites(), { processes: [running] }), ['app.py possible hint']);
  });

  it('stay apart where the sockets show something else', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.5:8080/"') });
    const hoard = evidence('10.0.0.5', 8080, ['hoard']);
    assert.deepEqual(judged(workspace.sites(), { evidence: [hoard], processes: [running] }), [
      'app.py possible hint',
    ]);
  });

  it('stay apart where a process of another folder holds the sockets', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.5:8080/"') });
    const held = evidence('10.0.0.5', 8080, ['thrown-away'], [99]);
    const other: ProcessClue = { pid: 8, name: 'python3', args: ['python3', 'other.py'], cwd: '/srv/other' };
    const owners = new Map([[99, [{ pid: 8, name: 'python3' }]]]);
    assert.deepEqual(judged(workspace.sites(), { evidence: [held], processes: [running, other], owners }), [
      'app.py possible hint',
    ]);
  });

  it('are cleared by no address that another machine looked up', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://stock:8081/"') });
    const seen = [evidence('10.0.0.5', 8081, ['thrown-away'])];
    const known = (isOfOtherMachine?: true): KnownNames => ({
      ...noKnownNames,
      names: new Map([
        ['stock', [{ address: '10.0.0.9', source: 'dns', ...(isOfOtherMachine && { isOfOtherMachine }) }]],
      ]),
    });
    assert.deepEqual(judged(workspace.sites(), { evidence: seen, known: known() }), ['app.py possible hint']);
    const [cleared, unclear] = [known(), known(true)].map((names) =>
      join({
        sites: workspace.sites(),
        folder,
        evidence: seen,
        processes: [],
        owners: new Map(),
        known: names,
      }),
    );
    assert.deepEqual([cleared?.[0]?.evidence, unclear?.[0]?.evidence], [undefined, seen[0]]);
  });

  it('are tied by a name of /etc/hosts, and not by one that stands for another address', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://stock:8080/"') });
    const names = (address: string): KnownNames => ({
      ...noKnownNames,
      names: new Map([['stock', [{ address, source: 'hosts' as const }]]]),
    });
    assert.deepEqual(judged(workspace.sites(), { known: names('10.0.0.5') }), ['app.py likely warning']);
    assert.deepEqual(judged(workspace.sites(), { known: names('10.0.0.9') }), ['app.py possible hint']);
  });

  it('are tied by a variable of an env file, and by a service of a compose file, less surely', async () => {
    const variable = await sitesOf({
      '.env': 'STOCK_HOST=10.0.0.5\nSTOCK_PORT=8080\n',
      'app.py': `import os\n${call('os.environ["STOCK_HOST"]')}`,
    });
    const { variables } = variable.context;
    assert.deepEqual(judged(variable.sites(), { known: { ...noKnownNames, variables } }), [
      'app.py likely information',
    ]);
    const service = await sitesOf({
      'compose.yaml': 'services:\n  stock:\n    image: shop/stock\n',
      'app.py': call('"http://stock:8080/"'),
    });
    const { services } = service.context;
    assert.deepEqual(judged(service.sites(), { known: { ...noKnownNames, services } }), [
      'app.py likely information',
    ]);
  });

  it('are no more than possible where only a rare port is the same', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://stock:7071/"') });
    assert.deepEqual(judged(workspace.sites(), { evidence: [evidence('10.0.0.5', 7071, ['thrown-away'])] }), [
      'app.py possible hint',
    ]);
  });

  it('need sockets where the pattern is right more often than not', async () => {
    const workspace = await sitesOf({
      'nginx.conf':
        'http {\nupstream app { server 10.0.0.5:8080; keepalive 2; }\nserver {\nproxy_http_version 1.1;\nproxy_set_header Connection "";\nlocation / { proxy_pass http://app; }\n}\n}\n',
    });
    assert.deepEqual(judged(workspace.sites(), { evidence: [] }), []);
    const small = evidence('10.0.0.5', 8080, ['small-pool', 'thrown-away']);
    assert.deepEqual(judged(workspace.sites(), { evidence: [small] }), ['nginx.conf likely warning']);
  });

  it('are tied by what the environment of the process says, also of a service of Kubernetes', async () => {
    const inPod: ProcessClue = {
      ...running,
      variables: new Map([
        ['STOCK_SERVICE_HOST', ['10.0.0.5:8080']],
        ['PRICES', ['10.0.0.5:8080']],
      ]),
    };
    const service = await sitesOf({ 'app.py': call('"http://stock.default.svc.cluster.local:8080/"') });
    assert.deepEqual(judged(service.sites(), { processes: [inPod] }), ['app.py resolved warning']);
    const variable = await sitesOf({ 'app.py': `import os\n${call('os.environ["PRICES"]')}` });
    assert.deepEqual(judged(variable.sites(), { processes: [inPod] }), ['app.py resolved warning']);
    const other = await sitesOf({ 'app.py': call('"http://stock:8081/"') });
    assert.deepEqual(judged(other.sites(), { processes: [inPod] }), ['app.py possible hint']);
  });

  it('are tied by a process in a container that has the folder mounted, and by no other', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.5:8080/"') });
    const inside = { ...running, cwd: '/app', args: ['python3', '/app/app.py'] };
    const mounted = { ...inside, mounts: [{ inside: '/app', outside: folder }] };
    const image = { ...inside, cwd: folder, args: ['python3', `${folder}/app.py`] };
    const elsewhere = { ...image, mounts: [{ inside: '/', outside: '/var/lib/image' }] };
    assert.deepEqual(judged(workspace.sites(), { processes: [mounted] }), ['app.py resolved warning']);
    assert.deepEqual(judged(workspace.sites(), { processes: [elsewhere] }), ['app.py likely warning']);
  });

  it('say how much of them is whose where several processes hold them', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.5:8080/"') });
    const held = evidence('10.0.0.5', 8080, ['thrown-away'], [1, 2, 3]);
    const other: ProcessClue = { pid: 8, name: 'python3', args: ['python3', 'other.py'], cwd: '/srv/other' };
    const owners = new Map([
      [1, [{ pid: 7, name: 'python3' }]],
      [2, [{ pid: 7, name: 'python3' }]],
      [3, [{ pid: 8, name: 'python3' }]],
    ]);
    const [site] = join({
      sites: workspace.sites(),
      folder,
      evidence: [held],
      processes: [running, other],
      owners,
      known: noKnownNames,
    });
    assert.ok(
      site?.chain.some(({ says }) => says.startsWith('python3 (7) holds 2 of 3 sockets')),
      JSON.stringify(site?.chain),
    );
  });

  it('are tied by a service where only the address of a container network is seen', async () => {
    const workspace = await sitesOf({
      'compose.yaml': 'services:\n  stock:\n    image: shop/stock\n',
      'app.py': call('"http://stock:8080/"'),
    });
    const { variables, services, definitions } = workspace.context;
    const [site] = join({
      sites: workspace.sites(),
      folder,
      evidence: [evidence('172.18.0.3', 8080, ['thrown-away'])],
      processes: [running],
      owners: new Map(),
      known: { names: new Map(), variables, services, definitions },
    });
    assert.deepEqual([site?.confidence, site?.severity], ['resolved', 'warning']);
    assert.equal(site?.chain[1]?.restsOn, 'stock is a service that compose.yaml defines, with this port');
  });

  it('say which constant has the address', async () => {
    const workspace = await sitesOf({
      'app.py': `STOCK = "http://10.0.0.5:8080"\n${call('STOCK + "/price"')}`,
    });
    const [site] = join({
      sites: workspace.sites(),
      folder,
      evidence: [thrownAway],
      processes: [],
      owners: new Map(),
      known: noKnownNames,
    });
    assert.equal(site?.chain[1]?.restsOn, 'STOCK, which it names, contains the address');
    assert.deepEqual(
      site.definitions.map(({ label, range }) => [label, range.start.line]),
      [['STOCK', 0]],
    );
  });

  it('lead from the finding to the file', async () => {
    const workspace = await sitesOf({ 'app.py': call('"http://10.0.0.5:8080/"') });
    const sites = join({
      sites: workspace.sites(),
      folder,
      evidence: [thrownAway],
      processes: [],
      owners: new Map(),
      known: noKnownNames,
    });
    const rule = 'ephemeral-port-exhaustion';
    const findings: readonly Pick<Finding, 'rule' | 'subject' | 'sites'>[] = [
      { rule, subject: thrownAway.subject },
      { rule, subject: { kind: 'host' } },
    ];
    const [mine, other] = attachSites(findings, sites, folder);
    assert.deepEqual(
      [mine?.sites?.[0]?.file, mine?.sites?.[0]?.cause, other?.sites],
      ['/srv/shop/app.py', 'py-module-call', undefined],
    );
  });
});
