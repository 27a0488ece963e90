import { codeCauses } from './code/codeCauses.ts';
import { shapes } from './code/shape.ts';
import { configKinds } from './configuration/configSites.ts';
import type { SourceLanguage } from './sourceLanguage.ts';

const nginxWords = /\b(proxy_pass|fastcgi_pass|grpc_pass|upstream|include|map)\b/;

/** Whether a text may hold a site. Cheap, and never wrong with a no. */
export function isCandidate(language: SourceLanguage, text: string): boolean {
  if (language === 'nginx') return nginxWords.test(text);
  if (shapes[language] === undefined) return configKinds[language]?.words.test(text) ?? false;
  return codeCauses.some((cause) => cause.languages.includes(language) && cause.words.test(text));
}
