import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';

/** JMeter's samplers without keep-alive. A test plan is XML that JMeter writes: one property a line. */
export function jmeterSites(file: CauseFile): readonly ConfigSite[] {
  const pattern = /<boolProp name="HTTPSampler\.use_keepalive">(false)<\/boolProp>/g;
  return Array.from(file.text.matchAll(pattern), ({ index, 0: property }) => ({
    cause: 'sh-load',
    file,
    start: index,
    end: index + property.length,
    mechanism:
      'This sampler opens a connection for each request, so this machine runs out of ports before the server is under load.',
    advice: 'Turn on “Use KeepAlive” in the sampler.',
    symptoms: ['asked-to-close'],
    destinations: [],
    fix: {
      title: 'Use keep-alive',
      isSafe: true,
      edits: [file.edit(index, index + property.length, property.replace('false', 'true'))],
    },
  }));
}
