import assert from 'node:assert/strict';
import { ContextFiles } from '../../../../src/core/causes/live/contextFiles.ts';
import { assertProportional } from '../../../support/proportional.ts';

const env = (count: number): string =>
  Array.from({ length: count }, (_, at) => `A${String(at)}=http://10.0.0.5:8080\n`).join('');
const service = 'kind: Service\nmetadata:\n  name: a\n';

describe('files that say what names stand for', function () {
  this.timeout(60_000);

  it('with very many definitions: the time is in proportion to them', () => {
    const read = (path: string, text: string): ContextFiles => {
      const context = new ContextFiles();
      context.update(path, text);
      return context;
    };
    const { definitions } = read('.env', env(30_000));
    assert.equal(definitions.size, 30_000);
    assert.deepEqual(definitions.get('A29999'), [
      {
        file: '.env',
        range: { start: { line: 29_999, column: 0 }, end: { line: 29_999, column: 6 } },
        label: 'A29999',
      },
    ]);
    const manifests = (count: number): ContextFiles => {
      const context = new ContextFiles();
      for (let at = 0; at < count; at++) context.update(`${String(at)}.yaml`, service);
      return context;
    };
    assert.equal(manifests(4000).definitions.get('a')?.length, 4000);
    assertProportional('variables', (count) => read('.env', env(count)).definitions, 30_000);
    assertProportional('one name', (count) => manifests(count).definitions, 4000);
  });

  it('are put together again only after one of them has changed', () => {
    const context = new ContextFiles();
    context.update('.env', env(1));
    const { definitions } = context;
    context.update('app.py', 'import requests\n');
    assert.equal(context.definitions, definitions);
    context.update('.env', env(2));
    assert.deepEqual([...context.definitions.keys()], ['A0', 'A1']);
    context.remove('.env');
    assert.equal(context.definitions.size, 0);
  });

  it('name their environment files in one set until one of them has changed', () => {
    const context = new ContextFiles();
    const unit = (name: string): string => `[Service]\nEnvironmentFile=/etc/${name}\n`;
    context.update('a.service', unit('a'));
    const { environmentFiles } = context;
    assert.ok(environmentFiles.has('etc/a'));
    context.update('app.py', 'import requests\n');
    assert.equal(context.environmentFiles, environmentFiles);
    context.update('b.service', unit('b'));
    assert.ok(context.environmentFiles.has('etc/a') && context.environmentFiles.has('etc/b'));
    context.remove('a.service');
    assert.ok(!context.environmentFiles.has('etc/a') && context.environmentFiles.has('etc/b'));
  });

  it('have several variables in one line of a unit, quoted or not, and in lines that are continued', () => {
    const text = [
      '[Service]',
      'Environment=STOCK_URL=http://10.0.0.5:8080/',
      'Environment=PRICE_URL=http://10.0.0.6:8080 "TAX_URL=http://10.0.0.7:8080/a b" \\',
      "  CART_URL=http://10.0.0.8:8080 'POST_URL=http://10.0.0.9:8080'",
      '#Environment=GONE_URL=http://10.0.0.1:8080',
      '',
    ].join('\n');
    for (const path of ['shop.service', 'etc/systemd/system/shop@.service.d/override.conf']) {
      const context = new ContextFiles();
      context.update(path, text);
      assert.deepEqual(
        [...context.variables],
        [
          ['STOCK_URL', ['10.0.0.5:8080']],
          ['PRICE_URL', ['10.0.0.6:8080']],
          ['TAX_URL', ['10.0.0.7:8080']],
          ['CART_URL', ['10.0.0.8:8080']],
          ['POST_URL', ['10.0.0.9:8080']],
        ],
      );
      const places = [...context.definitions.values()].flat().map(({ label, range: { start, end } }) => {
        assert.equal(text.split('\n')[start.line]?.slice(start.column, end.column), label);
        return start.line;
      });
      assert.deepEqual(places, [1, 2, 2, 3, 3]);
    }
  });

  it('have no variable in a unit that forgets it again', () => {
    const context = new ContextFiles();
    context.update('a.service', '[Service]\nEnvironment=A_URL=http://10.0.0.5:80\nEnvironment=\n');
    assert.equal(context.variables.size, 0);
    context.update('other.conf', 'Environment=A_URL=http://10.0.0.5:80\n');
    assert.equal(context.variables.size, 0);
  });

  it('are those that a unit names, in an image of the root folder, where it is installed, or beside the unit', () => {
    const context = new ContextFiles();
    context.update(
      'image/etc/systemd/system/shop.service',
      '[Service]\nEnvironmentFile=-/etc/default/shop\nEnvironmentFile=/opt/shop/config/urls\n',
    );
    const said = 'STOCK_URL=http://10.0.0.5:8080\n';
    for (const path of ['image/etc/default/shop', 'config/urls', 'image/etc/systemd/system/urls']) {
      context.update(path, said);
      assert.deepEqual(context.variables.get('STOCK_URL'), ['10.0.0.5:8080'], path);
      context.remove(path);
    }
    context.update('elsewhere/urls', said);
    assert.equal(context.variables.size, 0);
  });

  const said = (path: string, text: string): readonly string[] => {
    const context = new ContextFiles();
    context.update(path, text);
    for (const { label, range } of [...context.definitions.values()].flat()) {
      const line = text.split('\n')[range.start.line] ?? '';
      assert.equal(line.slice(range.start.column, range.end.column).toLowerCase(), label.toLowerCase());
    }
    return [
      ...Array.from(context.variables, ([name, values]) => `${name}=${values.join(' ')}`),
      ...Array.from(context.services, ([name, ports]) =>
        [name, ...Array.from(ports, ([port, to]) => `${String(port)}>${to.join(',')}`)].join(' '),
      ),
    ].toSorted();
  };
  const composed: Readonly<Record<string, readonly [text: string, ...said: readonly string[]]>> = {
    'in flow style': [
      '{services: {"shop": {environment: {STOCK_URL: "http://10.0.0.5:8080"}}, stock: {image: a}}}\n',
      'STOCK_URL=10.0.0.5:8080',
      'shop',
      'stock',
    ],
    'with a list of variables': [
      'services:\n  shop:\n    environment:\n      - STOCK_HOST=10.0.0.5\n      - "STOCK_PORT=8080"\n      - PASSED_ON\n',
      'STOCK_HOST=10.0.0.5:8080',
      'shop',
    ],
    'with an anchor, an alias and a merge key': [
      'x-env: &env\n  STOCK_URL: http://10.0.0.5:8080\nservices:\n  shop:\n    environment: *env\n  cart:\n    environment:\n      <<: *env\n      PRICE_URL: http://10.0.0.6:8080\n',
      'PRICE_URL=10.0.0.6:8080',
      'STOCK_URL=10.0.0.5:8080 10.0.0.5:8080',
      'cart',
      'shop',
    ],
    'with other names of a service': [
      'services:\n  stock:\n    container_name: Shop-Stock\n    networks:\n      back:\n        aliases: [goods, "store.internal"]\n  shop:\n    links:\n      - stock:warehouse\n      - stock\n',
      'goods',
      'shop',
      'shop-stock',
      'stock',
      'store.internal',
      'warehouse',
    ],
    'with a value that has a default': [
      'services:\n  shop:\n    environment:\n      STOCK_URL: http://${STOCK:-10.0.0.5}:${PORT-8080}\n',
      'STOCK_URL=10.0.0.5:8080',
      'shop',
    ],
    'with two services that give one variable different values': [
      'services:\n  a:\n    environment: [STOCK_URL=http://10.0.0.5:80]\n  b:\n    environment: [STOCK_URL=http://10.0.0.6:80]\n',
      'STOCK_URL=10.0.0.5:80 10.0.0.6:80',
      'a',
      'b',
    ],
    'that are being typed': [
      'services:\n  shop:\n    image: a\n  stock:\n    environment: {\n',
      'shop',
      'stock',
    ],
  };
  for (const [what, [text, ...expected]] of Object.entries(composed))
    it(`are compose files ${what}`, () => {
      assert.deepEqual(said('deploy/compose.prod.yaml', text), expected);
    });

  it('are those that a compose file names', () => {
    const context = new ContextFiles();
    context.update(
      'deploy/compose.yaml',
      'services:\n  a: {env_file: ./vars}\n  b: {env_file: [config/b, {path: config/c, required: false}]}\n  c: {env_file: ../up}\n',
    );
    assert.deepEqual([...context.environmentFiles], ['deploy/vars', 'deploy/config/b', 'deploy/config/c']);
    context.update('deploy/config/c', 'STOCK_URL=http://10.0.0.5:8080\n');
    assert.deepEqual(context.variables.get('STOCK_URL'), ['10.0.0.5:8080']);
  });

  const pod = (value: string, port = 8080): string =>
    `metadata: {labels: {app: stock, tier: back}}\n    spec:\n      containers:\n        - name: a\n          ports: [{name: web, containerPort: ${String(port)}}]\n          env:\n            - name: PRICE_URL\n              value: ${value}\n            - name: SECRET\n              valueFrom: {secretKeyRef: {name: a, key: b}}\n`;
  const deployment = `kind: Deployment\nspec:\n  template:\n    ${pod('http://10.0.0.6:8080')}`;
  const manifested: Readonly<Record<string, readonly [text: string, ...said: readonly string[]]>> = {
    'of a Service whose port leads to another': [
      'kind: Service\nmetadata:\n  name: Stock\nspec:\n  ports:\n    - {port: 80, targetPort: 8080}\n    - {port: 81}\n',
      'stock 80>8080',
    ],
    'of a Service whose port leads to a named one of its pods': [
      `${deployment}---\nkind: Service\nmetadata: {name: stock}\nspec: {selector: {app: stock}, ports: [{port: 80, targetPort: web}]}\n---\nkind: Service\nmetadata: {name: other}\nspec: {selector: {app: other}, ports: [{port: 80, targetPort: web}]}\n`,
      'PRICE_URL=10.0.0.6:8080',
      'other 80>',
      'stock 80>8080',
    ],
    'of a CronJob': [
      `kind: CronJob\nspec:\n  jobTemplate:\n   spec:\n    template:\n     ${pod('http://10.0.0.6:80').replaceAll('\n', '\n ')}\n`,
      'PRICE_URL=10.0.0.6:80',
    ],
    'with variables in a ConfigMap': [
      '# The shop\nkind: ConfigMap\ndata:\n  STOCK_URL: "http://10.0.0.5:8080"\n  shop.properties: |\n    A_URL=http://10.0.0.9:80\n',
      'STOCK_URL=10.0.0.5:8080',
    ],
    'between other documents': [
      `kind: Secret\nstringData: {A_URL: "http://10.0.0.9:80"}\n---\r\n${service}---\nkind: Ingress\n`,
      'a',
    ],
    'that are no Service': ['kind: ServiceAccount\nmetadata:\n  name: a\n'],
  };
  for (const [what, [text, ...expected]] of Object.entries(manifested))
    it(`are manifests ${what}`, () => {
      assert.deepEqual(said('k8s/all.yaml', text), expected);
    });

  it('are manifests in JSON, alone and in a list', () => {
    const one = {
      kind: 'Service',
      metadata: { name: 'stock' },
      spec: { ports: [{ port: 80, targetPort: 8080 }] },
    };
    for (const text of [JSON.stringify(one), JSON.stringify({ kind: 'List', items: [one] }, undefined, 2)])
      assert.deepEqual(said('k8s/stock.json', text), ['stock 80>8080']);
  });

  it('are read as far as they are of a size that people write, and stay within their bounds if they are hostile', () => {
    const list = (name: string, of: string): string => `${name}: &${name} [${`${of},`.repeat(9)}]\n`;
    const bomb = `${service}${list('b', '1')}${list('c', '*b')}${list('d', '*c')}${list('e', '*d')}${list('f', '*e')}${list('g', '*f')}`;
    const large = `data: ${'x'.repeat(10_000_000)}\n`;
    const hostile = {
      'aliases of aliases': `${bomb}---\n`.repeat(200),
      'an alias of what it is in': `a: &a\n  kind: Service\n  metadata: *a\n  <<: *a\n`,
      'a large document before it': `kind: ConfigMap\n${large}---\n${service}`,
      'a large document that says nothing': `${large}---\n${service}`,
      'many marks': `${'---\n'.repeat(300_000)}${service}`,
      brackets: `kind: Service\nspec: ${'['.repeat(100_000)}`,
    };
    for (const [what, text] of Object.entries(hostile)) {
      const context = new ContextFiles();
      const start = process.cpuUsage();
      context.update('a.yaml', text);
      context.update('compose.yaml', `services:\n  a: {}\n${text}`);
      const { user, system } = process.cpuUsage(start);
      assert.ok(user + system < 10_000_000, `${what}: ${String((user + system) / 1e6)} s`);
      if (/many marks|large/.test(what)) assert.deepEqual([...context.services.keys()], ['a'], what);
    }
  });
});
