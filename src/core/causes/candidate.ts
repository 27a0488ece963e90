import { codeCauses } from './code/codeCauses.ts';
import { shapes } from './code/shape.ts';
import type { SourceLanguage } from './sourceLanguage.ts';

const words: Readonly<Partial<Record<SourceLanguage, RegExp>>> = {
  nginx: /\b(proxy_pass|fastcgi_pass|upstream|include|map)\b/,
  haproxy: /\bserver\b/,
  apache: /\b(ProxyPass|ProxySet|BalancerMember|RewriteRule|proxy-nokeepalive|force-proxy-request)/i,
  jmeter: /use_keepalive/,
};

/** Whether a text may hold a site. Cheap, and never wrong with a no. */
export function isCandidate(language: SourceLanguage, text: string): boolean {
  if (shapes[language] === undefined) return words[language]?.test(text) ?? false;
  return codeCauses.some((cause) => cause.languages.includes(language) && cause.words.test(text));
}
