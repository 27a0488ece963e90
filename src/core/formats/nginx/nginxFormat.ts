import { parseNginxConf, type NginxDirective } from '../../parse/nginxConf.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { nginxDirectives } from './nginxCutter.ts';

/** Every `listen` of a server, in whatever blocks. */
function* listens(directives: readonly NginxDirective[], isServer = false): Generator<NginxDirective> {
  for (const directive of directives) {
    if (isServer && directive.name === 'listen' && directive.args.length > 0) yield directive;
    if (directive.block !== undefined) yield* listens(directive.block, directive.name === 'server');
  }
}

/** The ports of `listen` in servers. nginx sets no kernel parameters. */
const readNginx: Reader = (reading, region) => {
  for (const { args } of listens(parseNginxConf(region.text))) {
    const [address] = args;
    const isQuic = args.some(({ text }) => text === 'quic' || text === 'udp');
    if (address !== undefined && !isQuic) reading.addPort(region.part(address), 'nginx', 'host');
  }
};

export const nginxFormat = placedFormat({
  id: 'nginx',
  recognises: (text, path) =>
    /\.(?:conf|vhost|site|nginx)$|(?:^|\/)(?:nginx|sites-(?:available|enabled)|conf\.d)\/[^/.]+$/.test(
      path ?? '',
    ) &&
    /\bserver\s*\{/.test(text) &&
    listens(parseNginxConf(text)).next().done === false,
  read: readNginx,
  cutter: nginxDirectives,
  comments: hashComments,
});
