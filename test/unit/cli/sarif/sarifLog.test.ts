import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { causesSarif } from '../../../../src/cli/causes/causesSarif.ts';
import { sarif } from '../../../../src/cli/lint/sarif.ts';
import { artifactUri } from '../../../../src/cli/sarif/artifactUri.ts';
import { formatOf, formatRules } from '../../../../src/core/formats/formats.ts';
import { repositoryFactsIn } from '../../../../src/core/formats/factsInFile.ts';
import { sysctlConfFormat } from '../../../../src/core/formats/sysctlConf/sysctlConfFormat.ts';
import { byPatternAlone } from '../../../../src/core/causes/judgedSite.ts';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import { parameterRules } from '../../../../src/core/rules/parameterRules.ts';
import { repository } from '../../../support/paths.ts';
import { scanOf } from '../../../support/causes/scanOf.ts';

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Text {
  readonly text: string;
}

interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly name: string;
          readonly version: string;
          readonly informationUri: string;
          readonly rules: readonly {
            readonly id: string;
            readonly shortDescription: Text;
            readonly fullDescription: Text;
            readonly help: Text & { readonly markdown: string };
            readonly helpUri: string;
            readonly defaultConfiguration: { readonly level: string };
          }[];
        };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: Text;
        readonly locations: readonly {
          readonly physicalLocation: {
            readonly artifactLocation: { readonly uri: string };
            readonly region: Region;
          };
        }[];
        readonly fixes?: readonly {
          readonly description: Text;
          readonly artifactChanges: readonly {
            readonly artifactLocation: { readonly uri: string };
            readonly replacements: readonly {
              readonly deletedRegion: Region;
              readonly insertedContent: Text;
            }[];
          }[];
        }[];
      }[];
    },
  ];
}

const chapter = (file: string): string => readFileSync(join(repository, 'media/guide', file), 'utf8');
const text = 'net.ipv4.tcp_tw_recycle = 1\n';

const scan = await scanOf({
  'prices.py':
    'import requests\n\ndef price(item):\n    return requests.get("http://127.0.0.1:8001/" + item).json()\n',
});
const sites = byPatternAlone(scan.workspace.sites(), scan.workspace.context.definitions);

function linted(file: string): Log {
  const diagnostics = diagnose(sysctlConfFormat.read(text), {});
  return sarif({ files: [{ file, diagnostics }], notChecked: [], unreadable: [] }, chapter) as Log;
}

describe('SARIF', () => {
  const logs = [linted('a.conf'), causesSarif({ sites, scan }, chapter) as Log];

  it('has what GitHub requires of the tool', () => {
    for (const { $schema, version, runs } of logs) {
      assert.match($schema, /sarif-2\.1\.0\.json$/);
      assert.equal(version, '2.1.0');
      const { driver } = runs[0].tool;
      assert.equal(driver.name, 'socket-diagnostics');
      assert.match(driver.version, /^\d+\.\d+\.\d+$/);
      assert.match(driver.informationUri, /^https:/);
    }
  });

  it('describes every rule: short, in full, and with help that has the address in the guide', () => {
    for (const { runs } of logs) {
      const { rules } = runs[0].tool.driver;
      assert.ok(rules.length > 20);
      for (const rule of rules) {
        const { id, shortDescription, fullDescription, help, helpUri, defaultConfiguration } = rule;
        assert.ok(shortDescription.text.length > 3 && shortDescription.text.length < 1024, id);
        // GitHub shows at most 1024 characters.
        assert.ok(
          fullDescription.text.length > 10 && fullDescription.text.length < 1024,
          `${id}: ${fullDescription.text}`,
        );
        assert.doesNotMatch(fullDescription.text, /\]\(|`|\n/, id);
        assert.match(helpUri, /^https:.*\/media\/guide\/\w[\w-]*\.md#/, id);
        assert.ok(help.text.includes(helpUri) && help.markdown.includes(helpUri), id);
        assert.doesNotMatch(help.markdown, /\]\((?!https:)/, id);
        assert.ok(['error', 'warning', 'note'].includes(defaultConfiguration.level), id);
      }
    }
  });

  it('describes each rule in a sentence of its own', () => {
    for (const { runs } of logs) {
      const { rules } = runs[0].tool.driver;
      const texts = rules.map(({ fullDescription }) => fullDescription.text);
      assert.deepEqual(
        texts.filter((text, at) => texts.indexOf(text) < at),
        [],
      );
      for (const text of texts) assert.match(text, /[.)]$/);
    }
    // Lint rules share sections of the guide, so their texts are not from there.
    for (const { id, about } of [...formatRules, ...parameterRules])
      assert.match(about ?? '', /^[A-Z][^`*\n]{30,200}\.$/, id);
  });

  it('has what GitHub requires of each result: a rule that it describes, a level, a message and a place', () => {
    for (const { runs } of logs) {
      const [{ tool, results }] = runs;
      assert.ok(results.length > 0);
      for (const { ruleId, ruleIndex, level, message, locations } of results) {
        assert.ok(ruleIndex >= 0, ruleId);
        assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
        assert.ok(['error', 'warning', 'note'].includes(level), ruleId);
        assert.match(message.text, /^[^\n]{10,}\.$/, ruleId);
        const [location, ...more] = locations;
        assert.deepEqual(more, []);
        assert.ok(location);
        const { artifactLocation, region } = location.physicalLocation;
        assert.ok(['a.conf', 'prices.py'].includes(artifactLocation.uri), artifactLocation.uri);
        const { startLine, startColumn, endLine, endColumn } = region;
        for (const number of [startLine, startColumn, endLine, endColumn])
          assert.ok(Number.isInteger(number) && number >= 1, JSON.stringify(region));
        assert.ok(
          endLine > startLine || (endLine === startLine && endColumn > startColumn),
          JSON.stringify(region),
        );
      }
    }
  });

  it('carries the fixes: applied, they give what the editor gives', () => {
    const [result] = linted('a.conf').runs[0].results;
    const [fix] = result?.fixes ?? [];
    assert.equal(fix?.description.text, 'Remove tcp_tw_recycle');
    const [change] = fix.artifactChanges;
    assert.equal(change?.artifactLocation.uri, 'a.conf');
    const edits = change.replacements.map(({ deletedRegion: at, insertedContent }) => ({
      range: {
        start: { line: at.startLine - 1, column: at.startColumn - 1 },
        end: { line: at.endLine - 1, column: at.endColumn - 1 },
      },
      newText: insertedContent.text,
    }));
    assert.equal(applyEdits(text, edits), '');
  });

  it('names the file that a fix edits, where it is not the one with the finding', () => {
    const compose = 'services:\n  a:\n    image: a\n    ports: ["50051:50051"]\n';
    const range = 'net.ipv4.ip_local_port_range = 32768 60999\n';
    const facts = repositoryFactsIn('host/a.conf', range, sysctlConfFormat.read(range).assignments);
    const document = formatOf(compose, 'compose.yaml')?.read(compose, 'compose.yaml');
    assert.ok(document);
    const diagnostics = diagnose(document, { repository: facts });
    const log = sarif(
      { files: [{ file: 'compose.yaml', diagnostics }], notChecked: [], unreadable: [] },
      chapter,
    ) as Log;
    const [result] = log.runs[0].results;
    assert.equal(result?.locations[0]?.physicalLocation.artifactLocation.uri, 'compose.yaml');
    assert.equal(result.fixes?.[0]?.artifactChanges[0]?.artifactLocation.uri, 'host/a.conf');
  });
});

describe('the URI of a file', () => {
  const base = 'file:///repository/';

  it('leads to the file whatever its name is', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/^\.{0,2}$|[\\/\0]/.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (parts) => {
        const { pathname, hash, search, protocol } = new URL(artifactUri(parts.join('/')), base);
        assert.deepEqual([protocol, hash, search], ['file:', '', '']);
        assert.equal(decodeURIComponent(pathname), `/repository/${parts.join('/')}`);
      }),
    );
  });

  it('escapes what would end the path, and stays relative to the repository', () => {
    assert.equal(artifactUri('./a b/#1?.conf'), 'a%20b/%231%3F.conf');
    assert.equal(artifactUri('c:x'), 'c%3Ax');
    assert.equal(artifactUri('/etc/sysctl.d/a#b.conf'), 'file:///etc/sysctl.d/a%23b.conf');
  });
});
