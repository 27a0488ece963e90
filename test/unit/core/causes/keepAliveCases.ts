import { type CauseCase, fault, fine } from './causeCase.ts';

const method = (body: string): string =>
  `class Shop {\n  String price() throws Exception {\n${body}\n  }\n}\n`;
const rubyMethod = (body: string): string => `require 'net/http'\ndef price\n${body}\nend\n`;

/** Keep-alive switched off, other than in Go and JavaScript. */
export const keepAliveCases: readonly CauseCase[] = [
  fault(
    'app.py',
    'import requests\nS = requests.Session()\ndef price():\n    return S.get("http://10.0.0.5:8080/", headers={"Connection": "close", "A": "b"})\n',
    '4 keep-alive-off',
  ),
  fault(
    'app.py',
    'import requests\nS = requests.Session()\ndef price():\n    S.headers["connection"] = "close"\n    return S.get("http://10.0.0.5:8080/")\n',
    '4 keep-alive-off',
  ),
  fault(
    'app.py',
    'import httpx\nC = httpx.Client(limits=httpx.Limits(max_keepalive_connections=0, max_connections=10))\n',
    '2 keep-alive-off',
  ),
  fault(
    'app.py',
    'import aiohttp\nCONNECTOR = aiohttp.TCPConnector(limit=5, force_close=True)\n',
    '2 keep-alive-off',
  ),
  // Tests, the start of a program, answers of a server, and values that switch nothing off.
  fine(
    'app.py',
    'import requests\nS = requests.Session()\ndef main():\n    S.get("http://a/", headers={"Connection": "close"})\n',
  ),
  fine(
    'test_app.py',
    'import requests\nS = requests.Session()\ndef price():\n    S.get("http://a/", headers={"Connection": "close"})\n',
  ),
  fine(
    'app.py',
    'import requests\ndef view(request):\n    response = make()\n    response.headers["Connection"] = "close"\n    return Response("", headers={"Connection": "close"})\n',
  ),
  fine(
    'app.py',
    'import httpx, aiohttp\nC = httpx.Client(limits=httpx.Limits(max_keepalive_connections=20))\nD = aiohttp.TCPConnector(force_close=False)\n',
  ),
  fault(
    'Shop.java',
    'class Shop {\n  public static void main(String[] a) {\n    System.setProperty("http.keepAlive", "false");\n    serve();\n  }\n}\n',
    '3 keep-alive-off',
  ),
  fault(
    'Shop.java',
    'class Shop {\n  static final CloseableHttpClient C = HttpClients.custom()\n    .setMaxConnTotal(9)\n    .setConnectionReuseStrategy(NoConnectionReuseStrategy.INSTANCE)\n    .build();\n}\n',
    '4 keep-alive-off',
  ),
  fault(
    'Shop.java',
    method(
      '    HttpURLConnection c = (HttpURLConnection) new URL("http://10.0.0.5:8080/").openConnection();\n    c.setRequestProperty("Connection", "close");\n    return read(c);',
    ),
    '4 keep-alive-off',
  ),
  fault(
    'Shop.java',
    method(
      '    HttpGet get = new HttpGet("http://10.0.0.5:8080/");\n    get.setHeader("Connection", "close");\n    return run(get);',
    ),
    '4 keep-alive-off',
  ),
  fine(
    'Shop.java',
    'class Shop {\n  void a() {\n    System.setProperty("http.keepAlive", "true");\n    b();\n  }\n}\n',
  ),
  fine('Shop.java', method('    response.setHeader("Connection", "close");\n    return "";')),
  fault(
    'Shop.cs',
    'class Shop {\n  static readonly HttpClient C = new HttpClient();\n  void Price() {\n    C.DefaultRequestHeaders.ConnectionClose = true;\n    C.GetAsync("http://10.0.0.5:8080/");\n  }\n}\n',
    '4 keep-alive-off',
  ),
  fault(
    'Shop.cs',
    'class Shop {\n  void Price() {\n    var request = new HttpRequestMessage(HttpMethod.Get, "http://10.0.0.5:8080/") { Headers = { ConnectionClose = true } };\n    Send(request);\n  }\n}\n',
    '3 keep-alive-off',
  ),
  fine(
    'Shop.cs',
    'class Shop {\n  void Price() {\n    response.Headers.ConnectionClose = true;\n    request.Headers.ConnectionClose = false;\n  }\n}\n',
  ),
  fault(
    'a.php',
    '<?php\nfunction prices($ch) {\n  foreach (ids() as $id) {\n    curl_setopt($ch, CURLOPT_FORBID_REUSE, true);\n    curl_exec($ch);\n  }\n}\n',
    '4 keep-alive-off',
  ),
  fine(
    'a.php',
    '<?php\nfunction price() {\n  $ch = curl_init("http://a/");\n  curl_setopt($ch, CURLOPT_FORBID_REUSE, true);\n  return curl_exec($ch);\n}\n',
  ),
  fine(
    'a.php',
    '<?php\nfunction prices($ch) {\n  foreach (ids() as $id) {\n    curl_setopt($ch, CURLOPT_FORBID_REUSE, false);\n    curl_exec($ch);\n  }\n}\n',
  ),
  fault(
    'a.c',
    'static CURL *h;\nvoid price(void) {\n  curl_easy_setopt(h, CURLOPT_FORBID_REUSE, 1L);\n  curl_easy_perform(h);\n}\n',
    '3 keep-alive-off',
  ),
  fine(
    'a.c',
    'void price(CURL *h) {\n  curl_easy_setopt(h, CURLOPT_FORBID_REUSE, 0L);\n  curl_easy_perform(h);\n}\n',
  ),
  fault(
    'a.rb',
    rubyMethod(
      "  request = Net::HTTP::Get.new('/')\n  request['Connection'] = 'close'\n  CLIENT.request(request)",
    ),
    '4 keep-alive-off',
  ),
  fault(
    'a.rb',
    rubyMethod("  HTTParty.get('http://10.0.0.5:8080/', headers: { 'Connection' => 'close' })"),
    '3 rb-net-http',
    '3 keep-alive-off',
  ),
  fine('a.rb', rubyMethod("  [200, { 'Connection' => 'close' }, []]")),
];
