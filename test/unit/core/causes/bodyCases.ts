import { type CauseCase, fault, fine } from './causeCase.ts';

const ok = (body: string): string =>
  `import okhttp3.*;\nclass A {\n  OkHttpClient client;\n  int price(Request q) throws IOException {\n${body} } }\n`;
const apache = (body: string): string =>
  `import org.apache.http.client.methods.CloseableHttpResponse;\nclass A {\n  int price(HttpGet q) throws IOException {\n${body} } }\n`;
const cs = (body: string): string =>
  `using System.Net.Http;\nclass A {\n  async Task<bool> Price(int id) {\n${body} } }\n`;
export const aio = (body: string): string =>
  `import aiohttp\nasync def price(i):\n    async with aiohttp.ClientSession() as s:\n        for u in i:\n${body}`;
export const unreadOfAio = '            r = await s.get(u)\n            seen.append(r.status)\n';
const py = (body: string): string => `import urllib3\nP = urllib3.PoolManager()\ndef price(i):\n${body}`;

const java = (body: string): string =>
  `class A {\n  int price(URL u) throws IOException {\n    HttpURLConnection c = (HttpURLConnection) u.openConnection();\n${body} } }\n`;

/** Responses that are neither read nor closed, beside those that are. */
export const bodyCases: readonly CauseCase[] = [
  // A connection whose stream was closed is in the pool already, and `disconnect()` leaves it there.
  ...[
    '    BufferedReader r = new BufferedReader(new InputStreamReader(c.getInputStream()));\n    String l = r.readLine();\n    r.close();\n    c.disconnect();\n    return l.length();',
    '    try (InputStream s = c.getInputStream()) {\n      return s.readAllBytes().length;\n    } finally {\n      c.disconnect();\n    }',
    '    InputStream s = null;\n    s = c.getInputStream();\n    try (Scanner r = new Scanner(s, "UTF-8")) {\n      go(r);\n    }\n    c.disconnect();\n    return 1;',
    '    InputStream s = c.getErrorStream();\n    var r = new BufferedReader(new InputStreamReader(s));\n    go(r.readLine(), "http://a/");\n    r.close();\n    c.disconnect();\n    return 1;',
    '    InputStream s = c.getInputStream();\n    go(s);\n    IOUtils.closeQuietly(s);\n    c.disconnect();\n    return 1;',
    '    InputStream s = streamOf(c);\n    go(s);\n    try (s) {\n      go();\n    }\n    c.disconnect();\n    return 1;',
    '    go(c.getInputStream());\n    c.getInputStream().close();\n    c.disconnect();\n    return 1;',
  ].map((body) => fine('A.java', java(body))),
  // What else is closed, as what was sent, is not the response.
  ...[
    'var o = c.getOutputStream(); o.close();',
    'try (FileInputStream f = new FileInputStream(p); OutputStream o = c.getOutputStream()) { f.transferTo(o); }',
    'try (Reader f = new FileReader(p); var o = new OutputStreamWriter(c.getOutputStream())) { f.transferTo(o); }',
    'statement.close();',
    'closeQuietly(statement);',
    'go(); // in.close() is not needed',
    'go(); /* c.getInputStream().close() is not needed */',
  ].map((sent) =>
    fault(
      'A.java',
      java(
        `    ${sent}\n    InputStream in = c.getInputStream();\n    int n = in.readAllBytes().length;\n    c.disconnect();\n    return n;`,
      ),
      '7 java-disconnect',
    ),
  ),
  fault(
    'A.java',
    java(
      '    OutputStream o = c.getOutputStream();\n    o.close();\n    int n = c.getInputStream().readAllBytes().length;\n    c.disconnect();\n    return n;',
    ),
    '7 java-disconnect',
  ),
  fault(
    'A.java',
    ok('    Response r = client.newCall(q).execute();\n    return r.code();'),
    '5 body-unclosed',
  ),
  fault('A.java', ok('    return client.newCall(q).execute().code();'), '5 body-unclosed'),
  fault(
    'A.java',
    ok('    boolean fine = client.newCall(q).execute().isSuccessful();\n    return fine ? 1 : 0;'),
    '5 body-unclosed',
  ),
  ...[
    '    try (Response r = client.newCall(q).execute()) { return r.code(); }',
    '    Response r = client.newCall(q).execute();\n    int c = r.code();\n    r.close();\n    return c;',
    '    Response r = client.newCall(q).execute();\n    return parse(r.body().string());',
    '    Response r = client.newCall(q).execute();\n    return parse(r);',
    '    this.r = client.newCall(q).execute();\n    return this.r.code();',
    '    String s = client.newCall(q).execute().body().string();\n    return s.length();',
  ].map((body) => fine('A.java', ok(body))),
  fine(
    'A.java',
    'import okhttp3.*;\nclass A {\n  Response price(Request q) throws IOException { return client.newCall(q).execute(); } }\n',
  ),
  fault(
    'A.java',
    apache('    CloseableHttpResponse r = client.execute(q);\n    return r.getStatusLine().getStatusCode();'),
    '4 body-unclosed',
  ),
  ...[
    '    try (CloseableHttpResponse r = client.execute(q)) { return r.getStatusLine().getStatusCode(); }',
    '    CloseableHttpResponse r = client.execute(q);\n    EntityUtils.consume(r.getEntity());\n    return r.getStatusLine().getStatusCode();',
    '    CloseableHttpResponse r = client.execute(q);\n    try { return r.getStatusLine().getStatusCode(); } finally { r.close(); }',
    '    CloseableHttpResponse r = client.execute(q);\n    HttpClientUtils.closeQuietly(r);\n    return 1;',
  ].map((body) => fine('A.java', apache(body))),
  fault(
    'A.java',
    'import java.net.http.*;\nclass A {\n  int price(HttpRequest q) throws Exception {\n    var r = client.send(q, HttpResponse.BodyHandlers.ofInputStream());\n    return r.statusCode(); } }\n',
    '4 body-unclosed',
  ),
  fine(
    'A.java',
    'import java.net.http.*;\nclass A {\n  int price(HttpRequest q) throws Exception {\n    var r = client.send(q, HttpResponse.BodyHandlers.ofInputStream());\n    try (var in = r.body()) { in.readAllBytes(); }\n    return r.statusCode(); }\n  int other(HttpRequest q) throws Exception {\n    var r = client.send(q, HttpResponse.BodyHandlers.discarding());\n    return r.statusCode(); } }\n',
  ),

  fault(
    'A.cs',
    cs(
      '    var r = await client.GetAsync("http://10.0.0.5/", HttpCompletionOption.ResponseHeadersRead);\n    return r.IsSuccessStatusCode;',
    ),
    '4 body-unclosed',
  ),
  fault(
    'A.cs',
    cs(
      '    var r = await client.SendAsync(q, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);\n    r.EnsureSuccessStatusCode();\n    return true;',
    ),
    '4 body-unclosed',
  ),
  ...[
    '    using var r = await client.GetAsync("http://a/", HttpCompletionOption.ResponseHeadersRead);\n    return r.IsSuccessStatusCode;',
    '    using (var r = await client.GetAsync("http://a/", HttpCompletionOption.ResponseHeadersRead)) { return r.IsSuccessStatusCode; }',
    '    var r = await client.GetAsync("http://a/", HttpCompletionOption.ResponseHeadersRead);\n    await r.Content.CopyToAsync(file);\n    return true;',
    '    var r = await client.GetAsync("http://a/", HttpCompletionOption.ResponseHeadersRead);\n    return Check(r);',
    '    var r = await client.GetAsync("http://a/");\n    return r.IsSuccessStatusCode;',
    '    var r = await client.GetAsync("http://a/", HttpCompletionOption.ResponseHeadersRead);\n    var fine = r.IsSuccessStatusCode;\n    r.Dispose();\n    return fine;',
  ].map((body) => fine('A.cs', cs(body))),
  fine(
    'A.cs',
    'class A { Task<HttpResponseMessage> Price() => client.GetAsync("http://a/", HttpCompletionOption.ResponseHeadersRead); }\n',
  ),

  // aiohttp gives it back as soon as the body has arrived: only sockets tell that it was too large.
  fine('app.py', aio(unreadOfAio)),
  fault(
    'app.py',
    py("    r = P.request('GET', 'http://10.0.0.5:8080/', preload_content=False)\n    return r.status\n"),
    '4 py-stream',
  ),
  ...[
    "    r = P.request('GET', 'http://a:80/', preload_content=False)\n    r.release_conn()\n",
    "    r = P.request('GET', 'http://a:80/', preload_content=False)\n    for chunk in r.stream(): use(chunk)\n",
    "    r = P.request('GET', 'http://a:80/')\n    return r.status\n",
  ].map((body) => fine('app.py', py(body))),
];
