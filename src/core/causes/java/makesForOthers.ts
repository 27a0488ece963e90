import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { fieldText } from '../code/code.ts';
import { functionName } from '../code/scope.ts';

/** Its type is that of a client, or an annotation makes it a bean. */
export function makesForOthers(text: string, method: SyntaxNode): boolean {
  if (
    /\b(OkHttpClient|HttpClient|CloseableHttpClient|HttpClientBuilder|RestTemplate|WebClient|ClientHttpRequestFactory|\w*Client|\w*Factory|\w*Builder|Connection|DataSource|Jedis|\w*Channel|\w*Stub)\b/.test(
      fieldText(method, 'type'),
    )
  )
    return true;
  return (
    /@(Bean|Provides|Produces|PostConstruct|Singleton|Before\w*|Test)\b/.test(
      text.slice(method.startIndex, method.startIndex + 300).split('{')[0] ?? '',
    ) || functionName(method) === ''
  );
}
