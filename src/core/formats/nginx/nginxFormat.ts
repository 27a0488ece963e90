import { parseNginxConf, type NginxDirective } from '../../parse/nginxConf.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { nginxDirectives } from './nginxCutter.ts';

/** The ports of `listen` in servers. nginx sets no kernel parameters. */
const readNginx: Reader = (reading, region) => {
  const read = (directives: readonly NginxDirective[], isServer: boolean): void => {
    for (const { name, args, block } of directives) {
      const [address] = args;
      const isQuic = args.some(({ text }) => text === 'quic' || text === 'udp');
      if (isServer && name === 'listen' && address !== undefined && !isQuic)
        reading.addPort(region.part(address), 'nginx', 'host');
      if (block !== undefined) read(block, name === 'server');
    }
  };
  read(parseNginxConf(region.text), false);
};

export const nginxFormat = placedFormat({
  id: 'nginx',
  recognises: (text, path) =>
    /\.(?:conf|vhost|site|nginx)$|(?:^|\/)(?:nginx|sites-(?:available|enabled)|conf\.d)\/[^/.]+$/.test(
      path ?? '',
    ) &&
    /(?:^|[{;}])[ \t]*server\s*\{/m.test(text) &&
    /(?:^|[{;}])[ \t]*listen\s+[^\s;{}][^;{}]*;/m.test(text),
  read: readNginx,
  cutter: nginxDirectives,
  comments: hashComments,
});
