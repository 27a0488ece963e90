import { apacheSites } from '../apache/apacheCauses.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { haproxySites } from '../haproxy/haproxyCauses.ts';
import type { SourceLanguage } from '../sourceLanguage.ts';
import { caddySites } from './caddySites.ts';
import { composeSites } from './composeSites.ts';
import { envoySites } from './envoySites.ts';
import { jmeterSites } from './jmeterSites.ts';
import { kubernetesSites } from './kubernetesSites.ts';
import { phpIniSites } from './phpIniSites.ts';
import { siegeSites } from './siegeSites.ts';
import { systemdSites } from './systemdSites.ts';
import { traefikSites } from './traefikSites.ts';

/** How a kind of configuration file is looked at, each file for itself. */
export interface ConfigKind {
  /** A text without a match has no site: looked at before anything is parsed. */
  readonly words: RegExp;
  readonly sites: (file: CauseFile) => readonly ConfigSite[];
}

export const configKinds: Readonly<Partial<Record<SourceLanguage, ConfigKind>>> = {
  haproxy: { words: /\bserver\b/, sites: haproxySites },
  apache: {
    words: /\b(ProxyPass|ProxySet|BalancerMember|RewriteRule|proxy-nokeepalive|force-proxy-request)/i,
    sites: apacheSites,
  },
  caddy: { words: /\bkeepalive/, sites: caddySites },
  traefik: { words: /serversTransport/i, sites: traefikSites },
  envoy: { words: /upstream_bind_config|max_?requests_?per_?connection/i, sites: envoySites },
  compose: { words: /\binterval\b/, sites: composeSites },
  kubernetes: { words: /\bperiodSeconds\b/, sites: kubernetesSites },
  'php-ini': { words: /\ballow_persistent\b|\bmax_requests\b|\bprocess_idle_timeout\b/, sites: phpIniSites },
  systemd: { words: /\bsystemd-socket-proxyd\b/, sites: systemdSites },
  siege: { words: /\bconnection\s*=\s*close\b/, sites: siegeSites },
  jmeter: { words: /use_keepalive/, sites: jmeterSites },
};
