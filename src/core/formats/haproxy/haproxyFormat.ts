import { parseHaproxyCfg } from '../../parse/haproxyCfg.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { haproxyLines } from './haproxyCutter.ts';

/** The ports of `bind`, which takes several addresses between commas. HAProxy sets no kernel parameters. */
const readHaproxy: Reader = (reading, region) => {
  for (const { kind, lines } of parseHaproxyCfg(region.text)) {
    if (kind !== 'frontend' && kind !== 'listen') continue;
    for (const { words } of lines) {
      const [name, addresses] = words;
      if (name?.text !== 'bind' || addresses === undefined) continue;
      const written = region.text.slice(addresses.start, addresses.end);
      for (const { index, 0: address } of written.matchAll(/[^,]+/g)) {
        if (/^(?:udp|quic|unix|abns)/.test(address)) continue;
        const start = addresses.start + index;
        reading.addPort(region.part({ start, end: start + address.length }), 'haproxy', 'host');
      }
    }
  }
};

export const haproxyFormat = placedFormat({
  id: 'haproxy',
  recognises: (text, path) =>
    /\.(?:cfg|conf)$|(?:^|\/)haproxy\/[^/.]+$/.test(path ?? '') &&
    /^[ \t]*(?:frontend|listen)\s+[^\s;{]+\s*$/m.test(text) &&
    /^[ \t]*bind\s+\S/m.test(text),
  read: readHaproxy,
  cutter: haproxyLines,
  comments: hashComments,
});
